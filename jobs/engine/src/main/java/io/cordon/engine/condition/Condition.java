package io.cordon.engine.condition;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.FieldRef;
import java.util.List;

/** The condition that both rule languages compile to. */
public sealed interface Condition {
    /** True where every part is; true where there is none. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** True where some part is; false where there is none. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /** True where at least so many parts are. */
    record AtLeast(int count, List<Condition> parts) implements Condition {
        public AtLeast {
            parts = List.copyOf(parts);
        }
    }

    record Not(Condition part) implements Condition {}

    /** Whether the event is one of these, in the enum's order. */
    record Happened(List<Activity> activities) implements Condition {
        public Happened {
            activities = activities.stream().distinct().sorted().toList();
        }
    }

    /** A predicate on one field's text. */
    record Test(FieldRef field, Predicate predicate) implements Condition {}

    /** A predicate on any field's text. */
    record Keyword(Predicate predicate) implements Condition {}

    /** Whether a process that has to do with the event satisfied the anchor. */
    sealed interface OfKin extends Condition {
        Anchor anchor();
    }

    /** Whether the acting process descends from one that satisfied the anchor. */
    record DescendantOf(Anchor anchor) implements OfKin {}

    /** Whether the process that started the acting one satisfied the anchor. */
    record ChildOf(Anchor anchor) implements OfKin {}

    /** Whether the acting process satisfied the anchor, by this event or one before. */
    record EventOf(Anchor anchor) implements OfKin {}

    /** A condition that is no predicate of one field. */
    record Computed(Formula formula) implements Condition {}
}
