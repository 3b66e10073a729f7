package io.cordon.engine.condition;

import io.cordon.engine.event.FieldRef;
import java.math.BigDecimal;
import java.util.List;

/** What is asked of one field's text. */
public sealed interface Predicate {
    /** Whether the field is there, whatever its value. */
    record Exists() implements Predicate {}

    /** Whether the whole text fits a wildcard pattern. */
    record Text(List<Piece> pattern, boolean cased) implements Predicate {
        public Text {
            pattern = List.copyOf(pattern);
        }
    }

    /**
     * Whether a regular expression matches.
     *
     * @param whole the whole text, or else some part of it
     */
    record Regex(String expression, boolean ignoreCase, boolean multiline, boolean dotAll, boolean whole)
            implements Predicate {}

    /** Whether the text is an IP address in the network, such as {@code 10.0.0.0/8} or {@code fe80::/10}. */
    record Cidr(String network) implements Predicate {}

    /** Whether the text is a number that compares so with the operand. */
    record Compare(Order order, BigDecimal operand) implements Predicate {}

    /**
     * Whether the text is a date of which a part, as it is written, lies in a range with both ends included. What is no date, and
     * a date that does not say the part, has none.
     */
    record DatePart(DateUnit unit, long from, long to) implements Predicate {}

    /** Whether the text equals, contains, starts or ends with the text of another field. */
    record OtherField(Place place, FieldRef other, boolean cased) implements Predicate {}

    /** The parts of a date; weeks are ISO 8601's. */
    enum DateUnit {
        MINUTE,
        HOUR,
        DAY,
        WEEK,
        MONTH,
        YEAR
    }

    enum Order {
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL
    }

    enum Place {
        WHOLE,
        ANYWHERE,
        START,
        END
    }

    /** A part of a wildcard pattern. */
    sealed interface Piece {
        record Literal(String text) implements Piece {}

        /** Any number of characters, also none. */
        record Any() implements Piece {}

        /** Exactly one character. */
        record One() implements Piece {}

        /** Exactly one of these characters. */
        record OneOf(String characters) implements Piece {}
    }
}
