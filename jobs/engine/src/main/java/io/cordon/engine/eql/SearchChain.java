package io.cordon.engine.eql;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Several events that belong together, compiled.
 *
 * @param dialect whose rules about keys and cases hold
 * @param maxspan how long all of it may take, its bound included, or null
 * @param keys what all events share, under the same name
 * @param steps the events, in their order
 * @param until the event that ends what is open, or null
 */
public record SearchChain(
        Dialect dialect,
        Kind kind,
        @Nullable Duration maxspan,
        List<Key> keys,
        List<Step> steps,
        @Nullable Step until,
        List<Pipe> pipes)
        implements Compiled {
    public SearchChain {
        keys = List.copyOf(keys);
        steps = List.copyOf(steps);
        pipes = List.copyOf(pipes);
    }

    public enum Kind {
        SEQUENCE,
        JOIN,
        SAMPLE;

        static @Nullable Kind of(Token token) {
            return token.is("sequence") ? SEQUENCE : token.is("join") ? JOIN : token.is("sample") ? SAMPLE : null;
        }

        @Nullable
        Feature feature() {
            return this == JOIN ? Feature.JOIN : this == SAMPLE ? Feature.SAMPLE : null;
        }
    }

    /**
     * One of the events.
     *
     * @param at where it stands in the query
     * @param search what the event has to be
     * @param keys what it shares with the others, beside the chain's own
     * @param missing whether there must be none such
     * @param runs how many of them follow each other
     * @param fork whether a match goes on from here and also stays open here
     */
    public record Step(Position at, Search search, List<Key> keys, boolean missing, int runs, boolean fork) {
        public Step {
            keys = List.copyOf(keys);
        }
    }

    /** All that a step shares with the others: the chain's keys, then its own. */
    public List<Key> keysOf(Step step) {
        return Stream.concat(keys.stream(), step.keys().stream()).toList();
    }
}
