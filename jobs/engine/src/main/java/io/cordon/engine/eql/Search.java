package io.cordon.engine.eql;

import io.cordon.engine.condition.Anchor;
import io.cordon.engine.condition.Condition;
import io.cordon.engine.event.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An event query, compiled.
 *
 * @param activities what happened, one of these; any where there are none
 */
public record Search(Set<Activity> activities, Condition condition) {
    public Search {
        activities = Set.copyOf(activities);
    }

    /** A query that is nothing but this. */
    public record Alone(Search search, List<Pipe> pipes) implements Compiled {
        public Alone {
            pipes = List.copyOf(pipes);
        }
    }

    /** The event and what it meets as one condition, for lineage. */
    Anchor anchor() {
        List<Condition> parts = new ArrayList<>();
        if (!activities.isEmpty()) {
            parts.add(new Condition.Happened(List.copyOf(activities)));
        }
        parts.add(condition);
        return Anchor.of(new Condition.All(parts));
    }
}
