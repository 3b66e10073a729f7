package io.cordon.engine.match;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.Predicate;
import io.cordon.engine.condition.Predicate.Piece;
import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.event.MultiValue;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a condition says, read off its definition. */
record Naive(Subject subject) {
    Truth eval(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all.parts().stream().map(this::eval).reduce(Truth.TRUE, Truth::and);
        }
        if (condition instanceof Condition.Any any) {
            return any.parts().stream().map(this::eval).reduce(Truth.FALSE, Truth::or);
        }
        if (condition instanceof Condition.AtLeast some) {
            return eval(choose(some.parts(), some.count()));
        }
        if (condition instanceof Condition.Not not) {
            return eval(not.part()).not();
        }
        if (condition instanceof Condition.DescendantOf descendant) {
            return subject.descendsFrom(descendant.anchor().id());
        }
        if (condition instanceof Condition.ChildOf child) {
            return subject.isChildOf(child.anchor().id());
        }
        if (condition instanceof Condition.EventOf event) {
            return subject.isEventOf(event.anchor().id());
        }
        if (condition instanceof Condition.Computed computed) {
            boolean holds = Boolean.TRUE.equals(computed.formula().holds(subject::text));
            boolean open = computed.formula().fields().stream()
                    .anyMatch(field -> subject.text(field) == null && subject.mayFill(field));
            return open ? Truth.of(holds).opened() : Truth.of(holds);
        }
        if (condition instanceof Condition.Keyword keyword) {
            Stream<@Nullable String> texts = Stream.concat(
                    Stream.of(Column.values()).map(subject.event()::column),
                    subject.event().fields().values().stream());
            return Truth.of(texts.anyMatch(text -> text != null && fitsAny(keyword.predicate(), text)));
        }
        if (condition instanceof Condition.Happened happened) {
            return Truth.of(happened.activities().contains(subject.event().activity()));
        }
        Condition.Test test = (Condition.Test) condition;
        FieldRef field = test.field();
        String text = subject.text(field);
        if (test.predicate() instanceof Predicate.OtherField other) {
            String operand = subject.text(other.other());
            return text == null || operand == null
                    ? subject.mayFill(field) || subject.mayFill(other.other()) ? Truth.OPEN_FALSE : Truth.FALSE
                    : Truth.of(MultiValue.values(text).stream()
                            .anyMatch(one -> MultiValue.values(operand).stream()
                                    .anyMatch(another -> compares(other, one, another))));
        }
        if (text == null) {
            return subject.mayFill(field) ? Truth.OPEN_FALSE : Truth.FALSE;
        }
        return Truth.of(test.predicate() instanceof Predicate.Exists || fitsAny(test.predicate(), text));
    }

    private static boolean fitsAny(Predicate predicate, String text) {
        return MultiValue.values(text).stream().anyMatch(one -> fits(predicate, one));
    }

    /** Any of the choices of so many parts, all of which hold. */
    private static Condition choose(List<Condition> parts, int count) {
        if (count == 0) {
            return new Condition.All(List.of());
        }
        List<Condition> choices = new ArrayList<>();
        for (int i = 0; i + count <= parts.size(); i++) {
            choices.add(new Condition.All(
                    List.of(parts.get(i), choose(parts.subList(i + 1, parts.size()), count - 1))));
        }
        return new Condition.Any(choices);
    }

    private static boolean compares(Predicate.OtherField how, String text, String operand) {
        String whole = how.cased() ? text : text.toLowerCase(Locale.ROOT);
        String part = how.cased() ? operand : operand.toLowerCase(Locale.ROOT);
        return switch (how.place()) {
            case WHOLE -> whole.equals(part);
            case ANYWHERE -> whole.contains(part);
            case START -> whole.startsWith(part);
            case END -> whole.endsWith(part);
        };
    }

    private static boolean fits(Predicate predicate, String text) {
        if (predicate instanceof Predicate.Regex regex) {
            int flags = (regex.ignoreCase() ? Pattern.CASE_INSENSITIVE : 0)
                    | (regex.multiline() ? Pattern.MULTILINE : 0)
                    | (regex.dotAll() ? Pattern.DOTALL : 0);
            Matcher matcher = Pattern.compile(regex.expression(), flags).matcher(text);
            return regex.whole() ? matcher.matches() : matcher.find();
        }
        if (predicate instanceof Predicate.Compare compare) {
            return text.length() <= 40
                    && text.matches("[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?")
                    && compares(new BigDecimal(text).compareTo(compare.operand()), compare.order());
        }
        if (predicate instanceof Predicate.Cidr cidr) {
            int slash = cidr.network().indexOf('/');
            String address = bits(text);
            String network = bits(cidr.network().substring(0, slash));
            int shared = Integer.parseInt(cidr.network().substring(slash + 1));
            return address != null
                    && network != null
                    && address.length() == network.length()
                    && address.startsWith(network.substring(0, shared));
        }
        Predicate.Text wanted = (Predicate.Text) predicate;
        return wanted.cased()
                ? fits(wanted.pattern(), text, true)
                : fits(wanted.pattern(), text.toLowerCase(Locale.ROOT), false);
    }

    private static boolean compares(int compared, Predicate.Order order) {
        return switch (order) {
            case LESS -> compared < 0;
            case LESS_OR_EQUAL -> compared <= 0;
            case GREATER -> compared > 0;
            case GREATER_OR_EQUAL -> compared >= 0;
        };
    }

    /** An address as a text of zeros and ones, or null. */
    private static @Nullable String bits(String text) {
        String number = "0*(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
        boolean four = text.matches(number + "([.]" + number + "){3}");
        if (!four && !text.matches("[0-9a-f:]*:[0-9a-f:]*")) {
            return null;
        }
        try {
            StringBuilder bits = new StringBuilder();
            for (byte one : InetAddress.getByName(text).getAddress()) {
                bits.append(Integer.toBinaryString(0x100 | (one & 0xff)).substring(1));
            }
            return bits.toString();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** Goes through the pattern with all places that the text may have been read to. */
    private static boolean fits(List<Piece> pattern, String text, boolean cased) {
        BitSet places = new BitSet();
        places.set(0);
        for (Piece piece : pattern) {
            BitSet next = new BitSet();
            for (int at = places.nextSetBit(0); at >= 0; at = places.nextSetBit(at + 1)) {
                if (piece instanceof Piece.Any) {
                    next.set(at, text.length() + 1);
                } else if (piece instanceof Piece.Literal literal) {
                    String part = cased ? literal.text() : literal.text().toLowerCase(Locale.ROOT);
                    next.set(at + part.length(), text.startsWith(part, at) || next.get(at + part.length()));
                } else if (at < text.length()) {
                    boolean fits = !(piece instanceof Piece.OneOf some)
                            || some.characters().indexOf(text.charAt(at)) >= 0;
                    next.set(at + 1, fits || next.get(at + 1));
                }
            }
            places = next;
        }
        return places.get(text.length());
    }
}
