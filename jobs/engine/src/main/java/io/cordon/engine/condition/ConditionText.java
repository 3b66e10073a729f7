package io.cordon.engine.condition;

import io.cordon.engine.condition.Predicate.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes a compiled condition for people: one line for each part, indented as the parts stand in each other. */
public final class ConditionText {
    private ConditionText() {}

    /** A line of it, with how deep it stands; what can be asked of an event by itself is its leaf. */
    public record Line(int depth, String text, Condition condition, boolean isLeaf) {}

    public static List<Line> lines(Condition condition) {
        List<Line> lines = new ArrayList<>();
        add(condition, 0, lines);
        return lines;
    }

    private static void add(Condition condition, int depth, List<Line> lines) {
        List<Condition> parts = parts(condition);
        lines.add(new Line(depth, text(condition), condition, parts.isEmpty()));
        parts.forEach(part -> add(part, depth + 1, lines));
    }

    private static List<Condition> parts(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all.parts();
        }
        if (condition instanceof Condition.Any any) {
            return any.parts();
        }
        if (condition instanceof Condition.AtLeast some) {
            return some.parts();
        }
        return condition instanceof Condition.Not not ? List.of(not.part()) : List.of();
    }

    private static String text(Condition condition) {
        if (condition instanceof Condition.All) {
            return "all of";
        }
        if (condition instanceof Condition.Any any) {
            return any.parts().isEmpty() ? "never" : "any of";
        }
        if (condition instanceof Condition.AtLeast some) {
            return "at least " + some.count() + " of";
        }
        if (condition instanceof Condition.Not) {
            return "not";
        }
        if (condition instanceof Condition.Happened happened) {
            return "the event is one of "
                    + happened.activities().toString().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        if (condition instanceof Condition.Keyword keyword) {
            return "any field " + predicate(keyword.predicate());
        }
        if (condition instanceof Condition.Computed computed) {
            return computed.formula().text();
        }
        if (condition instanceof Condition.OfKin kin) {
            String word = kin instanceof Condition.DescendantOf
                    ? "descendant of a process with "
                    : kin instanceof Condition.ChildOf ? "child of a process with " : "event of a process with ";
            return word
                    + String.join(
                            " ",
                            lines(kin.anchor().condition()).stream()
                                    .map(Line::text)
                                    .toList());
        }
        Condition.Test test = (Condition.Test) condition;
        return test.field().name() + " " + predicate(test.predicate());
    }

    private static String predicate(Predicate predicate) {
        if (predicate instanceof Predicate.Exists) {
            return "is there";
        }
        if (predicate instanceof Predicate.Text text) {
            return (text.cased() ? "is, in this case, " : "is ") + '"' + pattern(text.pattern()) + '"';
        }
        if (predicate instanceof Predicate.Regex regex) {
            return "matches /" + regex.expression() + "/" + (regex.ignoreCase() ? "i" : "")
                    + (regex.multiline() ? "m" : "") + (regex.dotAll() ? "s" : "")
                    + (regex.whole() ? " as a whole" : "");
        }
        if (predicate instanceof Predicate.Cidr cidr) {
            return "lies in " + cidr.network();
        }
        if (predicate instanceof Predicate.Compare compare) {
            return switch (compare.order()) {
                        case LESS -> "< ";
                        case LESS_OR_EQUAL -> "<= ";
                        case GREATER -> "> ";
                        case GREATER_OR_EQUAL -> ">= ";
                    }
                    + compare.operand().toPlainString();
        }
        if (predicate instanceof Predicate.DatePart part) {
            String unit = "has a " + part.unit().name().toLowerCase(Locale.ROOT);
            return part.from() == part.to()
                    ? unit + " of " + part.from()
                    : unit
                            + (part.from() == Long.MIN_VALUE ? "" : " from " + part.from())
                            + (part.to() == Long.MAX_VALUE ? "" : " to " + part.to());
        }
        Predicate.OtherField other = (Predicate.OtherField) predicate;
        return switch (other.place()) {
                    case WHOLE -> "equals the field ";
                    case ANYWHERE -> "contains the field ";
                    case START -> "starts with the field ";
                    case END -> "ends with the field ";
                }
                + other.other().name();
    }

    private static String pattern(List<Piece> pieces) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Literal literal) {
                text.append(literal.text().replace("*", "\\*").replace("?", "\\?"));
            } else if (piece instanceof Piece.OneOf some) {
                text.append('[').append(some.characters()).append(']');
            } else {
                text.append(piece instanceof Piece.Any ? '*' : '?');
            }
        }
        return text.toString();
    }
}
