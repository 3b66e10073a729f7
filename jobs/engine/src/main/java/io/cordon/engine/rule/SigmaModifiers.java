package io.cordon.engine.rule;

import io.cordon.engine.condition.Predicate;
import io.cordon.engine.condition.Predicate.DateUnit;
import io.cordon.engine.condition.Predicate.Order;
import io.cordon.engine.condition.Predicate.Piece;
import io.cordon.engine.condition.Predicate.Place;
import io.cordon.engine.event.FieldCatalogue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The modifiers behind a field's name, in their order, and what they make of its values. */
final class SigmaModifiers {
    private final Set<SigmaModifier> chain;
    private final Place otherwise;

    private SigmaModifiers(Set<SigmaModifier> chain, Place otherwise) {
        this.chain = chain;
        this.otherwise = otherwise;
    }

    /**
     * Reads what follows a field's name.
     *
     * @param otherwise where a text is sought when no modifier says so
     */
    static SigmaModifiers read(RuleNode key, Place otherwise) throws RuleRefusedException {
        Set<SigmaModifier> chain = new LinkedHashSet<>();
        String[] parts = key.text().split("\\|", -1);
        int index = parts[0].length() + 1;
        for (String word : List.of(parts).subList(1, parts.length)) {
            SigmaModifier modifier = SigmaModifier.of(word);
            if (modifier == null) {
                throw key.refuse(index, unknown(word));
            }
            String conflict = modifier.conflict(chain);
            if (conflict != null) {
                throw key.refuse(index, conflict + ", found '" + word + "'");
            }
            chain.add(modifier);
            index += word.length() + 1;
        }
        boolean based = chain.stream().anyMatch(SigmaModifier.BASES::contains);
        if (!based && chain.contains(SigmaModifier.WINDASH) && chain.stream().anyMatch(SigmaModifier.WIDES::contains)) {
            throw key.refuse("expected base64 or base64offset where 'windash' stands beside one of "
                    + SigmaModifier.words(SigmaModifier.WIDES));
        }
        return new SigmaModifiers(chain, otherwise);
    }

    private static String unknown(String word) {
        return "expected one of Sigma's modifiers, which are " + SigmaModifier.words(EnumSet.allOf(SigmaModifier.class))
                + ", found '" + word + "'";
    }

    boolean all() {
        return chain.contains(SigmaModifier.ALL);
    }

    boolean exists() {
        return chain.contains(SigmaModifier.EXISTS);
    }

    boolean negated() {
        return chain.contains(SigmaModifier.NEQ);
    }

    /** Whether what is asked is asked of one text, so that it can be asked of every field. */
    boolean fitsKeywords() {
        return chain.stream()
                .noneMatch(one -> one == SigmaModifier.EXISTS
                        || one == SigmaModifier.FIELDREF
                        || one == SigmaModifier.CIDR
                        || SigmaModifier.UNITS.contains(one)
                        || SigmaModifier.ORDERS.contains(one));
    }

    /** Whether a value may be null: only where nothing is asked of a text. */
    boolean fitsNull() {
        return chain.stream().allMatch(one -> one == SigmaModifier.ALL || one == SigmaModifier.NEQ);
    }

    /** The forms of one value, any of which may hold. */
    List<Predicate> predicates(RuleNode value, Placeholders placeholders) throws RuleRefusedException {
        if (!chain.contains(SigmaModifier.EXPAND)) {
            return predicates(value, value.text());
        }
        List<Predicate> predicates = new ArrayList<>();
        for (String text : placeholders.expand(value)) {
            predicates.addAll(predicates(value, text));
        }
        return predicates;
    }

    private List<Predicate> predicates(RuleNode value, String text) throws RuleRefusedException {
        if (chain.contains(SigmaModifier.RE)) {
            return List.of(new Predicate.Regex(
                    Regexes.checked(text, value),
                    chain.contains(SigmaModifier.I),
                    chain.contains(SigmaModifier.M),
                    chain.contains(SigmaModifier.S),
                    false));
        }
        if (chain.contains(SigmaModifier.CIDR)) {
            return List.of(new Predicate.Cidr(Cidrs.checked(text, value)));
        }
        if (chain.contains(SigmaModifier.FIELDREF)) {
            return List.of(new Predicate.OtherField(
                    place(), FieldCatalogue.builtIn().resolve(text), chain.contains(SigmaModifier.CASED)));
        }
        SigmaModifier order = only(SigmaModifier.ORDERS);
        SigmaModifier unit = only(SigmaModifier.UNITS);
        if (unit != null) {
            return List.of(datePart(DateUnit.valueOf(unit.name()), order, value.number(text)));
        }
        if (order != null) {
            return List.of(new Predicate.Compare(order(order), value.number(text)));
        }
        return texts(value, text);
    }

    private @Nullable SigmaModifier only(Set<SigmaModifier> some) {
        return chain.stream().filter(some::contains).findFirst().orElse(null);
    }

    private static Predicate datePart(DateUnit unit, @Nullable SigmaModifier order, BigDecimal operand) {
        long floor = operand.setScale(0, RoundingMode.FLOOR).longValue();
        long ceiling = operand.setScale(0, RoundingMode.CEILING).longValue();
        if (order == null) {
            return new Predicate.DatePart(unit, ceiling, floor); // no part is a fraction
        }
        return switch (order) {
            case LT -> new Predicate.DatePart(unit, Long.MIN_VALUE, ceiling - 1);
            case LTE -> new Predicate.DatePart(unit, Long.MIN_VALUE, floor);
            case GT -> new Predicate.DatePart(unit, floor + 1, Long.MAX_VALUE);
            default -> new Predicate.DatePart(unit, ceiling, Long.MAX_VALUE);
        };
    }

    private List<Predicate> texts(RuleNode value, String text) throws RuleRefusedException {
        List<List<Piece>> forms = List.of(SigmaPattern.read(text));
        boolean cased = chain.contains(SigmaModifier.CASED);
        SigmaModifier wide = null;
        for (SigmaModifier modifier : chain) {
            if (modifier == SigmaModifier.WINDASH) {
                forms = forms.stream().map(Encodings::windash).toList();
            } else if (SigmaModifier.WIDES.contains(modifier)) {
                wide = modifier;
            } else if (SigmaModifier.BASES.contains(modifier)) {
                cased = true;
                List<List<Piece>> encoded = new ArrayList<>();
                for (List<Piece> form : forms) {
                    for (String plain : Encodings.plain(form, value)) {
                        for (String base : Encodings.base64(modifier, Encodings.bytes(plain, wide))) {
                            encoded.add(List.of(new Piece.Literal(base)));
                        }
                    }
                }
                forms = encoded;
            }
        }
        if (wide != null && chain.stream().noneMatch(SigmaModifier.BASES::contains)) {
            SigmaModifier how = wide;
            forms = forms.stream().map(form -> Encodings.wide(form, how)).toList();
        }
        Place place = place();
        List<Predicate> predicates = new ArrayList<>();
        for (List<Piece> form : forms) {
            predicates.add(new Predicate.Text(placed(form, place), cased));
        }
        return predicates;
    }

    private static List<Piece> placed(List<Piece> form, Place place) {
        List<Piece> out = new ArrayList<>();
        if (place == Place.ANYWHERE || place == Place.END) {
            out.add(new Piece.Any());
        }
        out.addAll(form);
        if (place == Place.ANYWHERE || place == Place.START) {
            out.add(new Piece.Any());
        }
        return SigmaPattern.tidy(out);
    }

    private Place place() {
        return chain.contains(SigmaModifier.CONTAINS)
                ? Place.ANYWHERE
                : chain.contains(SigmaModifier.STARTSWITH)
                        ? Place.START
                        : chain.contains(SigmaModifier.ENDSWITH) ? Place.END : otherwise;
    }

    private static Order order(SigmaModifier modifier) {
        return switch (modifier) {
            case LT -> Order.LESS;
            case LTE -> Order.LESS_OR_EQUAL;
            case GT -> Order.GREATER;
            default -> Order.GREATER_OR_EQUAL;
        };
    }
}
