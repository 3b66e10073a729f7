package io.cordon.engine.match;

import io.cordon.engine.condition.Predicate;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A compiled condition. */
interface Node {
    Truth eval(Scratch scratch);

    static Node test(int memo, int slot, Predicate predicate, ToIntFunction<FieldRef> slots) {
        if (predicate instanceof Predicate.Exists) {
            return new Exists(slot);
        }
        if (predicate instanceof Predicate.OtherField other) {
            return new OtherField(slot, slots.applyAsInt(other.other()), other);
        }
        return new FieldTest(memo, slot, TextTest.of(predicate));
    }

    record All(List<Node> parts) implements Node {
        @Override
        public Truth eval(Scratch scratch) {
            Truth truth = Truth.TRUE;
            for (int i = 0; i < parts.size(); i++) {
                truth = truth.and(parts.get(i).eval(scratch));
                if (truth == Truth.FALSE) {
                    return truth;
                }
            }
            return truth;
        }
    }

    record Any(List<Node> parts) implements Node {
        @Override
        public Truth eval(Scratch scratch) {
            Truth truth = Truth.FALSE;
            for (int i = 0; i < parts.size(); i++) {
                truth = truth.or(parts.get(i).eval(scratch));
                if (truth == Truth.TRUE) {
                    return truth;
                }
            }
            return truth;
        }
    }

    record Not(Node part) implements Node {
        @Override
        public Truth eval(Scratch scratch) {
            return part.eval(scratch).not();
        }
    }

    record Happened(List<Activity> activities) implements Node {
        @Override
        public Truth eval(Scratch scratch) {
            return Truth.of(activities.contains(scratch.subject().event().activity()));
        }
    }

    record DescendantOf(long anchor) implements Node {
        @Override
        public Truth eval(Scratch scratch) {
            return scratch.subject().descendsFrom(anchor);
        }
    }

    record Exists(int slot) implements Node {
        @Override
        public Truth eval(Scratch scratch) {
            if (scratch.text(slot) != null) {
                return Truth.TRUE;
            }
            return scratch.mayFill(slot) ? Truth.OPEN_FALSE : Truth.FALSE;
        }
    }

    /** One predicate on one field, shared by all rules that ask it. */
    record FieldTest(int memo, int slot, TextTest test) implements Node {
        @Override
        public Truth eval(Scratch scratch) {
            Truth known = scratch.memo(memo);
            return known != null ? known : scratch.remember(memo, evalOnce(scratch));
        }

        private Truth evalOnce(Scratch scratch) {
            String text = scratch.text(slot);
            if (text == null) {
                return scratch.mayFill(slot) ? Truth.OPEN_FALSE : Truth.FALSE;
            }
            return Truth.of(test.test(test.folds() ? scratch.folded(slot) : text));
        }
    }

    record OtherField(int slot, int other, Predicate.OtherField how) implements Node {
        @Override
        public Truth eval(Scratch scratch) {
            if (scratch.text(slot) == null || scratch.text(other) == null) {
                return scratch.mayFill(slot) || scratch.mayFill(other) ? Truth.OPEN_FALSE : Truth.FALSE;
            }
            return Truth.of(
                    how.cased()
                            ? holds(String.valueOf(scratch.text(slot)), String.valueOf(scratch.text(other)))
                            : holds(scratch.folded(slot), scratch.folded(other)));
        }

        private boolean holds(String text, String operand) {
            return switch (how.place()) {
                case WHOLE -> text.equals(operand);
                case ANYWHERE -> text.contains(operand);
                case START -> text.startsWith(operand);
                case END -> text.endsWith(operand);
            };
        }
    }

    record Keyword(int memo, TextTest test) implements Node {
        private static final Column[] COLUMNS = Column.values();

        @Override
        public Truth eval(Scratch scratch) {
            Truth known = scratch.memo(memo);
            return known != null
                    ? known
                    : scratch.remember(memo, Truth.of(anywhere(scratch.subject().event())));
        }

        private boolean anywhere(EndpointEvent event) {
            for (Column column : COLUMNS) {
                if (holds(event.column(column))) {
                    return true;
                }
            }
            for (String text : event.fields().values()) {
                if (holds(text)) {
                    return true;
                }
            }
            return false;
        }

        private boolean holds(@Nullable String text) {
            return text != null && test.test(test.folds() ? text.toLowerCase(Locale.ROOT) : text);
        }
    }
}
