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
        /** What one key says of an edge where that is news. */
        void edge(EdgeNews news);

        void counted(EdgeCounter counter);
    }

    public void apply(Trace trace, JoinStore store, Out out) {
        String name = edgeId(trace);
        replace(store.callers(), name, trace.caller() == null ? null : trace, store, out);
        replace(store.called(), name, trace.called() == null ? null : trace, store, out);
        if (trace.called() == null) {
            tell(trace, name, null, store, out);
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
                tell(trace, edgeId(target), Judgement.of(target, meeting), store, out);
            }
        }
    }

    /** Tells what the key says now of an edge, because of a trace; nothing where that was said before. */
    private static void tell(Trace trace, String id, @Nullable Edge edge, JoinStore store, Out out) {
        Integer said = edge == null ? null : edge.toString().hashCode();
        if (Objects.equals(said, store.said().get(id))) {
            return;
        }
        if (said == null) {
            store.said().remove(id);
        } else {
            store.said().put(id, said);
        }
        out.edge(new EdgeNews(trace.key(), id, edge, trace.append()));
    }

    /**
     * Ends the halves whose other half did not come in time, and returns whether nothing is left. Edges stay told. An object's half
     * stays as long as objects do, and with it whoever may have made it: what the object starts later joins.
     *
     * @param now how far Kafka's append time has come, in µs
     */
    public boolean sweep(JoinStore store, long now) {
        long waiting = now - EdgeLimits.micros(limits.rendezvous());
        long standing = now - EdgeLimits.micros(limits.objects());
        List<Long> objects = new ArrayList<>();
        boolean empty = true;
        for (Trace trace : all(store.called())) {
            boolean isObject =
                    Objects.requireNonNull(trace.called()).mechanism().leavesObject();
            if (trace.append() < (isObject ? standing : waiting)) {
                store.called().remove(edgeId(trace));
                store.said().remove(edgeId(trace));
            } else {
                empty = false;
                if (isObject) {
                    objects.add(seen(trace).time());
                }
            }
        }
        for (Trace trace : all(store.callers())) {
            long time = seen(trace).time();
            if (trace.append() < waiting
                    && objects.stream().noneMatch(at -> Math.abs(at - time) <= Meeting.SAME_CONNECTION)) {
                store.callers().remove(edgeId(trace));
            } else {
                empty = false;
            }
        }
        return empty;
    }

    /** A half's name; the target's names the edge. */
    static String edgeId(Trace trace) {
        return trace.tenant() + ' ' + trace.endpoint() + ' ' + trace.id();
    }

    private void replace(Table<String, Trace> table, String name, @Nullable Trace trace, JoinStore store, Out out) {
        if (trace == null) {
            table.remove(name);
            return;
        }
        boolean isNew = table.get(name) == null;
        table.put(name, trace);
        if (isNew) {
            cap(table, store, out);
        }
    }

    private void cap(Table<String, Trace> table, JoinStore store, Out out) {
        List<Trace> all = all(table);
        if (all.size() > limits.mostPerKey()) {
            all.sort(Comparator.comparing(EdgeJoin::seen, Sighting.ORDER));
            table.remove(edgeId(all.get(0)));
            store.said().remove(edgeId(all.get(0)));
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
