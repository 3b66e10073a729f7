package io.cordon.engine.edge;

import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.tree.HeapStore;
import io.cordon.engine.tree.ProcessTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Both stages on the heap: for files, and for tests. */
public final class HeapEdges {
    private static final Comparator<Edge> BEST = Comparator.comparing(Edge::tier)
            .thenComparing(edge -> edge.source().process().isEmpty())
            .thenComparing(edge -> edge.source().endpoint().isEmpty())
            .thenComparing(edge -> edge.keys().toString());

    private final EdgeLimits limits;
    private final EdgeJoin join;
    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private final Map<String, JoinStore> keys = new HashMap<>();
    /** By edge and key. */
    private final Map<String, Map<String, Edge>> edges = new TreeMap<>();

    private final Map<EdgeCounter, Long> counted = new EnumMap<>(EdgeCounter.class);
    private final EdgeJoin.Out joined = new EdgeJoin.Out() {
        @Override
        public void edge(String key, String id, @Nullable Edge edge) {
            Map<String, Edge> byKey = edges.computeIfAbsent(id, one -> new TreeMap<>());
            if (edge == null) {
                byKey.remove(key);
            } else {
                byKey.put(key, edge);
            }
        }

        @Override
        public void counted(EdgeCounter counter) {
            counted.merge(counter, 1L, Long::sum);
        }
    };

    private record Endpoint(HeapStore processes, HeapTraceStore traces) {}

    public HeapEdges(EdgeLimits limits) {
        this.limits = limits;
        this.join = new EdgeJoin(limits);
    }

    public void process(EndpointEvent event) {
        Endpoint endpoint = endpoints.computeIfAbsent(
                event.tenant() + ' ' + event.endpoint(), name -> new Endpoint(new HeapStore(), new HeapTraceStore()));
        ProcessTree tree = new ProcessTree(event.endpoint(), endpoint.processes());
        tree.apply(event);
        Tracer tracer = new Tracer(endpoint.traces(), tree, endpoint.processes().header(), limits, new Tracer.Out() {
            @Override
            public void trace(String key, String id, Trace.@Nullable Caller caller, Trace.@Nullable Called called) {
                meet(new Trace(event.tenant(), key, event.endpoint(), id, caller, called));
            }

            @Override
            public void counted(EdgeCounter counter) {
                joined.counted(counter);
            }
        });
        tracer.apply(event);
    }

    private void meet(Trace trace) {
        joined.counted(EdgeCounter.TRACES);
        join.apply(trace, keys.computeIfAbsent(trace.tenant() + ' ' + trace.key(), key -> new HeapJoinStore()), joined);
    }

    /** What is known by now, the best that any key says of each edge. */
    public List<Edge> edges() {
        List<Edge> best = new ArrayList<>();
        edges.values().forEach(byKey -> byKey.values().stream().min(BEST).ifPresent(best::add));
        return best;
    }

    public Map<EdgeCounter, Long> counted() {
        return counted;
    }
}
