package io.cordon.engine.match;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.Predicate;
import io.cordon.engine.condition.Predicate.Piece;
import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.FieldRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a condition says, read off its definition; knows text predicates and presence. */
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
        if (condition instanceof Condition.Keyword keyword) {
            Stream<@Nullable String> texts = Stream.concat(
                    Stream.of(Column.values()).map(subject.event()::column),
                    subject.event().fields().values().stream());
            return Truth.of(texts.anyMatch(text -> text != null && fits(keyword.predicate(), text)));
        }
        Condition.Test test = (Condition.Test) condition;
        FieldRef field = test.field();
        String text = subject.text(field);
        if (text == null) {
            return subject.mayFill(field) ? Truth.OPEN_FALSE : Truth.FALSE;
        }
        return Truth.of(test.predicate() instanceof Predicate.Exists || fits(test.predicate(), text));
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

    private static boolean fits(Predicate predicate, String text) {
        Predicate.Text wanted = (Predicate.Text) predicate;
        return wanted.cased()
                ? fits(wanted.pattern(), text, true)
                : fits(wanted.pattern(), text.toLowerCase(Locale.ROOT), false);
    }

    private static boolean fits(List<Piece> pattern, String text, boolean cased) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        List<Piece> rest = pattern.subList(1, pattern.size());
        if (pattern.get(0) instanceof Piece.Any) {
            return fits(rest, text, cased) || (!text.isEmpty() && fits(pattern, text.substring(1), cased));
        }
        if (pattern.get(0) instanceof Piece.Literal literal) {
            String start = cased ? literal.text() : literal.text().toLowerCase(Locale.ROOT);
            return text.startsWith(start) && fits(rest, text.substring(start.length()), cased);
        }
        return !text.isEmpty()
                && (!(pattern.get(0) instanceof Piece.OneOf some)
                        || some.characters().indexOf(text.charAt(0)) >= 0)
                && fits(rest, text.substring(1), cased);
    }
}
