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

    /** Whether the acting process descends from one that satisfied the anchor. */
    record DescendantOf(Anchor anchor) implements Condition {}
}
