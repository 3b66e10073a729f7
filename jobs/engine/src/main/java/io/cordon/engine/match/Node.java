package io.cordon.engine.match;

import io.cordon.engine.condition.Predicate;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.Activity;
import java.util.List;
import java.util.function.Consumer;

/** A compiled condition. */
interface Node {
    /** The slot of what is asked of every text. */
    int EVERY = 0;

    Truth eval(Scratch scratch);

    /** Hands over all leaves; one that stands in several places may come several times. */
    default void leaves(Consumer<Leaf> out) {}

    /** What is asked of a field, shared by all conditions that ask it. */
    interface Leaf extends Node {
        /** Its place among the leaves of a rule set. */
        int number();

        /** The field's place among those of a rule set, or {@link #EVERY}. */
        int slot();

        /** What is asked, one of which is enough. */
        List<Predicate> predicates();

        /** Whether its text is tested, and not only whether there is one, or together with another. */
        default boolean isTested() {
            return false;
        }

        @Override
        default void leaves(Consumer<Leaf> out) {
            out.accept(this);
        }
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

        @Override
        public void leaves(Consumer<Leaf> out) {
            parts.forEach(part -> part.leaves(out));
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

        @Override
        public void leaves(Consumer<Leaf> out) {
            parts.forEach(part -> part.leaves(out));
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

        @Override
        public void leaves(Consumer<Leaf> out) {
            parts.forEach(part -> part.leaves(out));
        }
    }

    record Not(Node part) implements Node {
        @Override
        public Truth eval(Scratch scratch) {
            return part.eval(scratch).not();
        }

        @Override
        public void leaves(Consumer<Leaf> out) {
            part.leaves(out);
        }
    }

    record Happened(List<Activity> activities) implements Node {
        @Override
        public Truth eval(Scratch scratch) {
            return Truth.of(activities.contains(scratch.subject().event().activity()));
        }
    }
}
