package io.cordon.engine.rule;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.Predicate;
import io.cordon.engine.condition.Predicate.Piece;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.prevalence.ArtefactKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a rule asks of the fleet's memory: on how many endpoints an artefact of the event was seen.
 *
 * @param condition on that number, and on nothing else
 */
public record PrevalenceTest(ArtefactKind kind, Condition condition) {
    private static final String PREFIX = "cordon.prevalence.";
    private static final String SUFFIX = ".endpoints";

    static boolean isAsked(FieldRef field) {
        return field.key().startsWith(PREFIX);
    }

    /** The kind of artefact whose number a field is, or null where it is none's. */
    static @Nullable ArtefactKind kind(FieldRef field) {
        String key = field.key();
        if (key.endsWith(SUFFIX) && key.length() > PREFIX.length() + SUFFIX.length()) {
            return ArtefactKind.of(key.substring(PREFIX.length(), key.length() - SUFFIX.length()))
                    .filter(kind -> kind != ArtefactKind.FLEET)
                    .orElse(null);
        }
        return null;
    }

    /** The names of all such fields. */
    static List<String> fields() {
        return Stream.of(ArtefactKind.values())
                .filter(kind -> kind != ArtefactKind.FLEET)
                .map(kind -> PREFIX + kind.word() + SUFFIX)
                .toList();
    }

    public boolean holds(long endpoints) {
        return holds(condition, endpoints);
    }

    private static boolean holds(Condition condition, long endpoints) {
        if (condition instanceof Condition.All all) {
            return all.parts().stream().allMatch(part -> holds(part, endpoints));
        }
        if (condition instanceof Condition.Any any) {
            return any.parts().stream().anyMatch(part -> holds(part, endpoints));
        }
        if (condition instanceof Condition.AtLeast some) {
            return some.parts().stream().filter(part -> holds(part, endpoints)).count() >= some.count();
        }
        if (condition instanceof Condition.Not not) {
            return !holds(not.part(), endpoints);
        }
        if (condition instanceof Condition.Computed computed) {
            return Boolean.TRUE.equals(computed.formula().holds(field -> Long.toString(endpoints)));
        }
        return condition instanceof Condition.Test test && holds(test.predicate(), endpoints);
    }

    private static boolean holds(Predicate predicate, long endpoints) {
        if (predicate instanceof Predicate.Compare compare) {
            int compared = BigDecimal.valueOf(endpoints).compareTo(compare.operand());
            return switch (compare.order()) {
                case LESS -> compared < 0;
                case LESS_OR_EQUAL -> compared <= 0;
                case GREATER -> compared > 0;
                case GREATER_OR_EQUAL -> compared >= 0;
            };
        }
        return predicate instanceof Predicate.Exists
                || (predicate instanceof Predicate.Text text
                        && text.pattern().equals(List.of(new Piece.Literal(Long.toString(endpoints)))));
    }

    /** Whether a number can be asked so. */
    static boolean isOfNumbers(Predicate predicate) {
        return predicate instanceof Predicate.Compare
                || predicate instanceof Predicate.Exists
                || (predicate instanceof Predicate.Text text
                        && text.pattern().size() == 1
                        && text.pattern().get(0) instanceof Piece.Literal);
    }
}
