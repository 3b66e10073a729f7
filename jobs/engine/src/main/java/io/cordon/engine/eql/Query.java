package io.cordon.engine.eql;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The syntax tree of a query. */
public sealed interface Query {
    List<PipeCall> pipes();

    record Event(EventQuery query, List<PipeCall> pipes) implements Query {
        public Event {
            pipes = List.copyOf(pipes);
        }
    }

    /**
     * Several events that belong together.
     *
     * @param by what all of them share
     * @param maxspan how long they may take, or null
     */
    record Linked(
            Position at,
            SearchChain.Kind kind,
            List<Expression> by,
            @Nullable Duration maxspan,
            List<Item> items,
            @Nullable Item until,
            List<PipeCall> pipes)
            implements Query {
        public Linked {
            by = List.copyOf(by);
            items = List.copyOf(items);
            pipes = List.copyOf(pipes);
        }
    }

    /** An event of several, with what stands behind its bracket. */
    record Item(
            Position at,
            boolean missing,
            EventQuery query,
            List<Expression> by,
            int runs,
            boolean fork,
            @Nullable String alias) {
        public Item {
            by = List.copyOf(by);
        }
    }

    /** A pipe with its arguments. */
    record PipeCall(Position at, String name, List<Expression> arguments) {
        public PipeCall {
            arguments = List.copyOf(arguments);
        }
    }
}
