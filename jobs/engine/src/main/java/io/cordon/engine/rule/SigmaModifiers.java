package io.cordon.engine.rule;

import io.cordon.engine.condition.Predicate;
import io.cordon.engine.condition.Predicate.Order;
import io.cordon.engine.condition.Predicate.Piece;
import io.cordon.engine.condition.Predicate.Place;
import io.cordon.engine.event.FieldCatalogue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The modifiers behind a field's name, and what they make of its values. */
final class SigmaModifiers {
    private static final Set<Modifier> PLACES = EnumSet.of(Modifier.CONTAINS, Modifier.STARTSWITH, Modifier.ENDSWITH);

    private static final Map<Modifier, Order> ORDERS = Map.of(
            Modifier.LT, Order.LESS,
            Modifier.LTE, Order.LESS_OR_EQUAL,
            Modifier.GT, Order.GREATER,
            Modifier.GTE, Order.GREATER_OR_EQUAL);

    private enum Modifier {
        ALL,
        STARTSWITH,
        ENDSWITH,
        CONTAINS,
        EXISTS,
        CASED,
        NEQ,
        WINDASH,
        RE,
        I,
        M,
        S,
        BASE64,
        BASE64OFFSET,
        UTF16LE,
        UTF16BE,
        UTF16,
        WIDE,
        LT,
        LTE,
        GT,
        GTE,
        CIDR,
        FIELDREF
    }

    private final List<Modifier> chain;

    private SigmaModifiers(List<Modifier> chain) {
        this.chain = chain;
    }

    static SigmaModifiers read(RuleNode key, List<String> names) throws RuleRefusedException {
        List<Modifier> chain = new ArrayList<>();
        for (String name : names) {
            chain.add(modifier(key, name));
        }
        return new SigmaModifiers(chain);
    }

    private static Modifier modifier(RuleNode key, String name) throws RuleRefusedException {
        for (Modifier modifier : Modifier.values()) {
            if (modifier.name().toLowerCase(Locale.ROOT).equals(name)) {
                return modifier;
            }
        }
        String known = List.of(Modifier.values()).toString().toLowerCase(Locale.ROOT);
        throw key.refuse("expected a modifier that is supported, one of " + known + ", found '" + name + "'");
    }

    boolean all() {
        return chain.contains(Modifier.ALL);
    }

    boolean exists() {
        return chain.contains(Modifier.EXISTS);
    }

    boolean negated() {
        return chain.contains(Modifier.NEQ);
    }

    /** The forms of one value, any of which may hold. */
    List<Predicate> predicates(RuleNode value) throws RuleRefusedException {
        if (exists()) {
            return List.of(new Predicate.Exists());
        }
        if (value.isNull()) {
            return List.of();
        }
        String text = value.text();
        if (chain.contains(Modifier.RE)) {
            return List.of(new Predicate.Regex(
                    Regexes.checked(text, value),
                    chain.contains(Modifier.I),
                    chain.contains(Modifier.M),
                    chain.contains(Modifier.S),
                    false));
        }
        if (chain.contains(Modifier.CIDR)) {
            return List.of(new Predicate.Cidr(Cidrs.checked(text, value)));
        }
        if (chain.contains(Modifier.FIELDREF)) {
            return List.of(new Predicate.OtherField(
                    place(), FieldCatalogue.builtIn().resolve(text), chain.contains(Modifier.CASED)));
        }
        Order order = order();
        if (order != null) {
            return List.of(new Predicate.Compare(order, number(value)));
        }
        return texts(text);
    }

    private List<Predicate> texts(String text) {
        List<List<Piece>> forms = List.of(SigmaPattern.read(text));
        boolean cased = chain.contains(Modifier.CASED);
        byte @Nullable [] bytes = null;
        for (Modifier modifier : chain) {
            switch (modifier) {
                case WINDASH ->
                    forms = forms.stream()
                            .flatMap(form -> Encodings.windash(form).stream())
                            .toList();
                case UTF16LE, WIDE, UTF16BE, UTF16 -> bytes = Encodings.utf16(text, modifier.name());
                case BASE64 -> {
                    cased = true;
                    forms = List.of(literal(Encodings.base64(bytes == null ? Encodings.utf8(text) : bytes)));
                }
                case BASE64OFFSET -> {
                    cased = true;
                    forms = Encodings.base64Offsets(bytes == null ? Encodings.utf8(text) : bytes).stream()
                            .map(SigmaModifiers::literal)
                            .toList();
                }
                default -> {}
            }
        }
        Place place = place();
        List<Predicate> predicates = new ArrayList<>();
        for (List<Piece> form : forms) {
            predicates.add(new Predicate.Text(placed(form, place), cased));
        }
        return predicates;
    }

    private static List<Piece> literal(String text) {
        return List.of(new Piece.Literal(text));
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
        for (Modifier modifier : chain) {
            if (PLACES.contains(modifier)) {
                return switch (modifier) {
                    case CONTAINS -> Place.ANYWHERE;
                    case STARTSWITH -> Place.START;
                    default -> Place.END;
                };
            }
        }
        return Place.WHOLE;
    }

    private @Nullable Order order() {
        return chain.stream()
                .map(ORDERS::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static BigDecimal number(RuleNode value) throws RuleRefusedException {
        try {
            return new BigDecimal(value.text());
        } catch (NumberFormatException e) {
            throw value.refuse("expected a number");
        }
    }
}
