package io.cordon.detect;

import io.cordon.engine.edge.EdgeCounter;
import io.cordon.engine.edge.EdgeLimits;
import io.cordon.engine.edge.Trace;
import io.cordon.engine.edge.TraceSweep;
import io.cordon.engine.edge.Tracer;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.tree.EndpointStore;
import io.cordon.engine.tree.ProcessTree;
import io.cordon.state.FlinkTraceStore;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.jspecify.annotations.Nullable;

/** Hands one endpoint's events, once its tree has taken them in, to the engine's tracer, and what that tells to the edges' next stage. */
final class Tracing {
    private final FlinkTraceStore store;
    private final DetectMetrics metrics;

    Tracing(RuntimeContext context, DetectMetrics metrics) {
        this.store = new FlinkTraceStore(context);
        this.metrics = metrics;
    }

    void process(String key, EndpointEvent event, EndpointStore processes, FindingSink.SideOutput side) {
        store.at(key);
        Tracer.Out out = new Tracer.Out() {
            @Override
            public void trace(String where, String id, Trace.@Nullable Caller caller, Trace.@Nullable Called called) {
                metrics.counted(EdgeCounter.TRACES);
                side.output(
                        Traces.tag(),
                        Traces.encode(new Trace(
                                event.tenant(), where, event.endpoint(), id, caller, called, event.appendTime())));
            }

            @Override
            public void counted(EdgeCounter counter) {
                metrics.counted(counter);
            }
        };
        ProcessTree tree = new ProcessTree(event.endpoint(), processes);
        new Tracer(store, tree, processes.header(), EdgeLimits.DEFAULT, out).apply(event);
        store.write();
    }

    /** Ends what is old by the endpoint's time. */
    void sweep(String key, EndpointStore processes) {
        store.at(key);
        new TraceSweep(store, processes.header(), EdgeLimits.DEFAULT, metrics::counted)
                .sweep(processes.header().time());
        store.write();
    }

    /** Ends all, for the endpoint is gone. */
    void clear(String key) {
        store.at(key).clear();
    }
}
