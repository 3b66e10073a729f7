package io.cordon.engine.match;

import io.cordon.engine.condition.Predicate;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.FieldRef;
import java.util.List;
import java.util.function.ToIntFunction;

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

    record AtLeast(int count, List<Node> parts) implements Node {
        @Override
        public Truth eval(Scratch scratch) {
            int hold = 0;
            int surely = 0;
            int never = 0;
            for (int i = 0; i < parts.size(); i++) {
                Truth truth = parts.get(i).eval(scratch);
                hold += truth.holds() ? 1 : 0;
                surely += truth == Truth.TRUE ? 1 : 0;
                never += truth == Truth.FALSE ? 1 : 0;
            }
            if (surely >= count) {
                return Truth.TRUE;
            }
            if (parts.size() - never < count) {
                return Truth.FALSE;
            }
            return hold >= count ? Truth.OPEN_TRUE : Truth.OPEN_FALSE;
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
        @Override
        public Truth eval(Scratch scratch) {
            Truth known = scratch.memo(memo);
            return known != null ? known : scratch.remember(memo, Truth.of(anywhere(scratch)));
        }

        private boolean anywhere(Scratch scratch) {
            List<String> texts = test.folds() ? scratch.everyFolded() : scratch.everyText();
            for (int i = 0; i < texts.size(); i++) {
                if (test.test(texts.get(i))) {
                    return true;
                }
            }
            return false;
        }
    }
}
