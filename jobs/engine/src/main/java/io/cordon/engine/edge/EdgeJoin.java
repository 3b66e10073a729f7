package io.cordon.engine.edge;

import io.cordon.engine.tree.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stage 2, keyed by a trace's key: joins the halves that meet there, and tells the target's endpoint of the edges. */
public final class EdgeJoin {
    private final EdgeLimits limits;

    public EdgeJoin(EdgeLimits limits) {
        this.limits = limits;
    }

    /** Receives edges. */
    public interface Out {
        /**
         * What one key says of an edge; null takes it back.
         *
         * @param id the edge's
         */
        void edge(String key, String id, @Nullable Edge edge);

        void counted(EdgeCounter counter);
    }

    public void apply(Trace trace, JoinStore store, Out out) {
        String name = name(trace);
        replace(store.callers(), name, trace.caller() == null ? null : trace);
        boolean was = store.called().get(name) != null;
        replace(store.called(), name, trace.called() == null ? null : trace);
        cap(store.callers(), out);
        cap(store.called(), out);
        if (was && trace.called() == null) {
            out.edge(trace.key(), edgeId(trace), null);
        }
        judge(trace, store, out);
    }

    /** The edges that the trace can have changed: those of its target, or for a caller all that are waiting here. */
    private static void judge(Trace trace, JoinStore store, Out out) {
        List<Trace> called = all(store.called());
        if (called.isEmpty()) {
            return;
        }
        Meeting meeting = new Meeting(all(store.callers()), called);
        for (Trace target : called) {
            if (trace.called() == null || target.endpoint().equals(trace.endpoint())) {
                out.edge(target.key(), edgeId(target), Judgement.of(target, meeting));
            }
        }
    }

    /** Ends the halves whose other half did not come in time. Edges stay told. */
    public void sweep(JoinStore store, long now) {
        long before = now - EdgeLimits.micros(limits.rendezvous());
        for (Table<String, Trace> table : List.of(store.callers(), store.called())) {
            for (String name : table.keys()) {
                Trace trace = table.get(name);
                if (trace != null && seen(trace).time() < before) {
                    table.remove(name);
                }
            }
        }
    }

    private static String edgeId(Trace trace) {
        return trace.endpoint() + ' ' + trace.id();
    }

    private static String name(Trace trace) {
        return trace.endpoint() + ' ' + trace.id();
    }

    private static void replace(Table<String, Trace> table, String name, @Nullable Trace trace) {
        if (trace == null) {
            table.remove(name);
        } else {
            table.put(name, trace);
        }
    }

    private void cap(Table<String, Trace> table, Out out) {
        List<Trace> all = all(table);
        if (all.size() > limits.mostPerKey()) {
            all.sort(Comparator.comparing(EdgeJoin::seen, Sighting.ORDER));
            table.remove(name(all.get(0)));
            out.counted(EdgeCounter.EVICTED_HALVES);
        }
    }

    private static List<Trace> all(Table<String, Trace> table) {
        List<Trace> all = new ArrayList<>();
        table.keys().forEach(name -> all.add(Objects.requireNonNull(table.get(name))));
        return all;
    }

    private static Sighting seen(Trace trace) {
        return trace.caller() != null
                ? trace.caller().seen()
                : Objects.requireNonNull(trace.called()).seen();
    }
}
