package io.cordon.engine.condition;

import io.cordon.engine.condition.Predicate.Piece;
import io.cordon.engine.event.FieldRef;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes a condition so that what means the same by its form reads the same: parts of and/or flat, sorted, each once, fields by
 * what they resolve to. Anchors in state are named by this text, so it may only grow.
 */
final class CanonicalText {
    private CanonicalText() {}

    static String of(Condition condition) {
        if (condition instanceof Condition.All all) {
            return joined("and", parts(all.parts(), true));
        }
        if (condition instanceof Condition.Any any) {
            return joined("or", parts(any.parts(), false));
        }
        if (condition instanceof Condition.AtLeast some) {
            // Not flat and not each once: the same search named twice counts twice.
            String parts = some.parts().stream().map(CanonicalText::of).sorted().collect(Collectors.joining(" "));
            return "(at-least " + some.count() + " " + parts + ")";
        }
        if (condition instanceof Condition.Not not) {
            return "(not " + of(not.part()) + ")";
        }
        if (condition instanceof Condition.Happened happened) {
            return "(happened "
                    + happened.activities().stream().map(Enum::name).sorted().collect(Collectors.joining(" ")) + ")";
        }
        if (condition instanceof Condition.Keyword keyword) {
            return "(any-field " + predicate(keyword.predicate()) + ")";
        }
        if (condition instanceof Condition.OfKin kin) {
            String word = kin instanceof Condition.DescendantOf
                    ? "descends "
                    : kin instanceof Condition.ChildOf ? "child " : "event ";
            return "(" + word + Long.toHexString(kin.anchor().id()) + ")";
        }
        if (condition instanceof Condition.Computed computed) {
            return "(computed " + computed.formula().text() + ")";
        }
        Condition.Test test = (Condition.Test) condition;
        return "(" + field(test.field()) + " " + predicate(test.predicate()) + ")";
    }

    private static List<Condition> parts(List<Condition> parts, boolean all) {
        List<Condition> flat = new ArrayList<>();
        for (Condition part : parts) {
            if (all && part instanceof Condition.All inner) {
                flat.addAll(parts(inner.parts(), true));
            } else if (!all && part instanceof Condition.Any inner) {
                flat.addAll(parts(inner.parts(), false));
            } else {
                flat.add(part);
            }
        }
        return flat;
    }

    private static String joined(String word, List<Condition> parts) {
        TreeSet<String> texts = parts.stream().map(CanonicalText::of).collect(Collectors.toCollection(TreeSet::new));
        return texts.size() == 1 ? texts.first() : "(" + word + " " + String.join(" ", texts) + ")";
    }

    private static String field(FieldRef field) {
        return field.column() == null
                ? quoted(field.key())
                : field.column().name() + "/" + field.part().name();
    }

    private static String predicate(Predicate predicate) {
        if (predicate instanceof Predicate.Exists) {
            return "exists";
        }
        if (predicate instanceof Predicate.Text text) {
            return (text.cased() ? "cased" : "text") + " "
                    + text.pattern().stream().map(CanonicalText::piece).collect(Collectors.joining(" "));
        }
        if (predicate instanceof Predicate.Regex regex) {
            return "regex" + (regex.ignoreCase() ? "i" : "") + (regex.multiline() ? "m" : "")
                    + (regex.dotAll() ? "s" : "") + (regex.whole() ? " whole " : " part ") + quoted(regex.expression());
        }
        if (predicate instanceof Predicate.Cidr cidr) {
            return "cidr " + cidr.network();
        }
        if (predicate instanceof Predicate.Compare compare) {
            return compare.order() + " " + compare.operand().stripTrailingZeros();
        }
        if (predicate instanceof Predicate.DatePart part) {
            return "date " + part.unit() + " " + part.from() + " " + part.to();
        }
        Predicate.OtherField other = (Predicate.OtherField) predicate;
        return (other.cased() ? "cased" : "text") + " " + other.place() + " " + field(other.other());
    }

    private static String piece(Piece piece) {
        if (piece instanceof Piece.Literal literal) {
            return quoted(literal.text());
        }
        if (piece instanceof Piece.OneOf some) {
            return "[" + quoted(some.characters()) + "]";
        }
        return piece instanceof Piece.Any ? "*" : "?";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
