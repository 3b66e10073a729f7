package io.cordon.engine.edge;

import io.cordon.engine.tree.EndpointHeader;
import io.cordon.engine.tree.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** Ends an endpoint's state: what is older than it is kept, and where there is too much, the oldest first. */
public final class TraceSweep {
    private final TraceStore store;
    private final EndpointHeader clocks;
    private final EdgeLimits limits;
    private final Consumer<EdgeCounter> counted;

    public TraceSweep(TraceStore store, EndpointHeader clocks, EdgeLimits limits, Consumer<EdgeCounter> counted) {
        this.store = store;
        this.clocks = clocks;
        this.limits = limits;
        this.counted = counted;
    }

    /**
     * Removes what has ended.
     *
     * @param now µs on the endpoint's UTC clock
     */
    public void sweep(long now) {
        long recent = now - EdgeLimits.micros(limits.recent());
        long sessions = now - EdgeLimits.micros(limits.sessions());
        long objects = now - EdgeLimits.micros(limits.objects());
        Recent minutes = new Recent(store, clocks);
        for (Long key : store.minutes().keys()) {
            if (minutes.isBefore(key, recent)) {
                store.minutes().remove(key);
            }
        }
        end(store.executions(), this::time, one -> time(one) < (one.mechanism().leavesObject() ? objects : recent));
        end(store.sessions(), this::last, one -> last(one) < sessions);
        end(store.held(), this::last, one -> last(one) < sessions);
        end(store.outbound(), this::last, one -> last(one) < sessions);
        Predicate<Registered> isGone = one ->
                one.executions().stream().allMatch(id -> store.executions().get(id) == null);
        end(store.objects(), one -> 0, isGone);
    }

    private <V> void end(Table<String, V> table, ToLongFunction<V> time, Predicate<V> isOver) {
        List<Map.Entry<String, Long>> kept = new ArrayList<>();
        for (String key : table.keys()) {
            V value = Objects.requireNonNull(table.get(key));
            if (isOver.test(value)) {
                table.remove(key);
            } else {
                kept.add(Map.entry(key, time.applyAsLong(value)));
            }
        }
        kept.sort(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
        for (int i = 0; i < kept.size() - limits.mostPerEndpoint(); i++) {
            table.remove(kept.get(i).getKey());
            counted.accept(EdgeCounter.EVICTED_ENTRIES);
        }
    }

    private long time(Execution execution) {
        return utc(execution.seen());
    }

    private long last(Session session) {
        return session.logons().stream()
                .map(Logon::seen)
                .mapToLong(this::utc)
                .max()
                .orElseGet(() -> session.executions().stream()
                        .map(store.executions()::get)
                        .filter(Objects::nonNull)
                        .mapToLong(this::time)
                        .max()
                        .orElse(Long.MIN_VALUE));
    }

    private long last(List<Connection> made) {
        return made.stream().map(Connection::seen).mapToLong(this::utc).max().orElse(Long.MIN_VALUE);
    }

    private long utc(Sighting seen) {
        return seen.utc(clocks).time();
    }
}
