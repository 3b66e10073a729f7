package io.cordon.engine.match;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.Truth;

/** Conditions on processes that have to do with an event. */
final class ProcessNodes {
    private ProcessNodes() {}

    static Node of(Condition.OfKin kin) {
        long anchor = kin.anchor().id();
        return kin instanceof Condition.DescendantOf
                ? new DescendantOf(anchor)
                : kin instanceof Condition.ChildOf ? new ChildOf(anchor) : new EventOf(anchor);
    }

    record DescendantOf(long anchor) implements Node {
        @Override
        public Truth eval(Scratch scratch) {
            return scratch.subject().descendsFrom(anchor);
        }
    }

    record ChildOf(long anchor) implements Node {
        @Override
        public Truth eval(Scratch scratch) {
            return scratch.subject().isChildOf(anchor);
        }
    }

    record EventOf(long anchor) implements Node {
        @Override
        public Truth eval(Scratch scratch) {
            return scratch.subject().isEventOf(anchor);
        }
    }
}
