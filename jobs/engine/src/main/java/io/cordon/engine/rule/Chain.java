package io.cordon.engine.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What an EQL sequence, join or sample asks of several events. Each step is a rule of its own that raises nothing: its matches feed
 * the chain as the part that is the step's index, those of {@code until} as the part behind the last step.
 *
 * @param span how long all of it may take, from the first event that there must be, the bound included: {@code maxspan}, or the
 *     retention where there is none
 * @param until the rule whose match ends what is open, or null
 */
public record Chain(
        Kind kind,
        List<Step> steps,
        Duration span,
        @Nullable Rule until) {
    /** How long an open match without {@code maxspan} is kept, where nothing else is said. */
    public static final Duration RETENTION = Duration.ofHours(1);

    public Chain {
        steps = List.copyOf(steps);
        if (steps.stream().allMatch(Step::missing)) {
            throw new IllegalArgumentException("a chain needs a step that is not missing");
        }
        if (kind != Kind.SEQUENCE && steps.stream().anyMatch(Step::missing)) {
            throw new IllegalArgumentException("only a sequence has missing events");
        }
    }

    public enum Kind {
        /** One after the other. */
        SEQUENCE,
        /** In any order. */
        JOIN,
        /** In any order, and nothing ends it. */
        SAMPLE
    }

    /**
     * A step.
     *
     * @param rule which events it is
     * @param missing whether there must be none such
     * @param runs how many of them follow each other
     * @param fork whether what goes on from here also stays open here
     */
    public record Step(Rule rule, boolean missing, int runs, boolean fork) {}

    /** The part by which {@code until} feeds the chain. */
    public int untilPart() {
        return steps.size();
    }

    /** The rules whose matches it judges. */
    public List<Rule> parts() {
        List<Rule> parts = new ArrayList<>();
        steps.forEach(step -> parts.add(step.rule()));
        if (until != null) {
            parts.add(until);
        }
        return parts;
    }

    /** Whether all that it is about is done by one process: each part names, in the same place of the key, the one that acts. */
    public boolean isOfOneProcess() {
        List<Keys> keys =
                parts().stream().map(part -> part.feeds().get(0).keys()).toList();
        return IntStream.range(0, keys.get(0).values().size())
                .anyMatch(i -> keys.stream().allMatch(key -> key.values().get(i).isActor()));
    }

    /** Whether it begins with what must not have happened before. */
    public boolean looksBack() {
        return steps.get(0).missing();
    }

    /** Whether it ends with what must not happen, so that it is decided by time alone. */
    public boolean awaits() {
        return steps.get(steps.size() - 1).missing();
    }

    /** Whether a match stays one whatever else happens. */
    public boolean isMonotone() {
        return until == null && steps.stream().noneMatch(Step::missing);
    }
}
