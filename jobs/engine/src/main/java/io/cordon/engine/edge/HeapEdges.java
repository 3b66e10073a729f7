package io.cordon.engine.edge;

import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.tree.HeapStore;
import io.cordon.engine.tree.ProcessTree;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Both stages on the heap: for files, and for tests. */
public final class HeapEdges {
    private final EdgeLimits limits;
    private final EdgeJoin join;
    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private final Map<String, JoinStore> keys = new HashMap<>();
    private final Map<String, KnownEdge> edges = new TreeMap<>();

    private final Map<EdgeCounter, Long> counted = new EnumMap<>(EdgeCounter.class);
    private final EdgeJoin.Out joined = new EdgeJoin.Out() {
        @Override
        public void edge(EdgeNews news) {
            edges.merge(news.id(), KnownEdge.NONE.with(news), (known, first) -> known.with(news));
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
        long offset = endpoint.processes().header().offset();
        tree.apply(event);
        if (!Tracer.concerns(event) && offset == endpoint.processes().header().offset()) {
            return;
        }
        Tracer tracer = new Tracer(endpoint.traces(), tree, endpoint.processes().header(), limits, new Tracer.Out() {
            @Override
            public void trace(String key, String id, Trace.@Nullable Caller caller, Trace.@Nullable Called called) {
                meet(new Trace(event.tenant(), key, event.endpoint(), id, caller, called, event.appendTime()));
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
        join.apply(trace, keys.computeIfAbsent(trace.place(), place -> new HeapJoinStore()), joined);
    }

    /** What is known by now, the best that any key says of each edge. */
    public List<Edge> edges() {
        return edges.values().stream()
                .map(KnownEdge::best)
                .filter(Objects::nonNull)
                .toList();
    }

    public Map<EdgeCounter, Long> counted() {
        return counted;
    }
}
