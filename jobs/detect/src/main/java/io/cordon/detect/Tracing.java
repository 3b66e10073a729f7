package io.cordon.detect;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.edge.EdgeCounter;
import io.cordon.engine.edge.EdgeLimits;
import io.cordon.engine.edge.Trace;
import io.cordon.engine.edge.TraceSweep;
import io.cordon.engine.edge.Tracer;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.incident.Link;
import io.cordon.engine.incident.Linking;
import io.cordon.engine.rarity.Rating;
import io.cordon.engine.tree.ProcessTree;
import io.cordon.state.FlinkDetectStore;
import io.cordon.state.FlinkTraceStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.jspecify.annotations.Nullable;

/**
 * Hands one endpoint's events, once its tree has taken them in, to what tells those behind who see no tree: halves of edges, and where
 * processes stand of which something was found or traced.
 */
final class Tracing {
    private final FlinkTraceStore store;
    private final DetectMetrics metrics;
    private final Set<String> mentioned = new LinkedHashSet<>();

    Tracing(RuntimeContext context, DetectMetrics metrics) {
        this.store = new FlinkTraceStore(context);
        this.metrics = metrics;
    }

    /** Something was found of a process of the endpoint whose event is next. */
    void mention(String entity) {
        mentioned.add(entity);
    }

    /**
     * Takes in an event.
     *
     * @param isShifted whether it moved its endpoint's clocks
     */
    void process(
            String key,
            EndpointEvent event,
            boolean isShifted,
            FlinkDetectStore processes,
            FindingSink.SideOutput side) {
        boolean isTraced = isShifted || Tracer.concerns(event);
        List<String> changed = processes.changed();
        if (!isTraced && changed.isEmpty() && mentioned.isEmpty()) {
            return;
        }
        store.at(key);
        ProcessTree tree = new ProcessTree(event.endpoint(), processes);
        if (isTraced) {
            new Tracer(store, tree, processes.header(), EdgeLimits.DEFAULT, out(event, side)).apply(event);
        }
        Linking linking = new Linking(event.endpoint(), tree, store.told(), links(event, side));
        changed.forEach(entity -> linking.changed(entity, event.appendTime()));
        mentioned.forEach(entity -> linking.mention(entity, event.appendTime()));
        mentioned.clear();
        store.write();
    }

    private static Linking.Out links(EndpointEvent event, FindingSink.SideOutput side) {
        return new Linking.Out() {
            @Override
            public void link(Link link) {
                side.output(Tellings.tag(), Tellings.link(event.tenant(), link));
            }

            @Override
            public void asks(Link link, long time) {
                Contribution ask = Rating.ask(
                        event.tenant(),
                        link.endpoint(),
                        link.entity(),
                        link.parentImage(),
                        link.image(),
                        time,
                        event.appendTime());
                if (ask != null) {
                    side.output(Recollections.artefacts(), Recollections.encode(ask));
                }
            }
        };
    }

    private Tracer.Out out(EndpointEvent event, FindingSink.SideOutput side) {
        return new Tracer.Out() {
            @Override
            public void trace(String where, String id, Trace.@Nullable Caller caller, Trace.@Nullable Called called) {
                metrics.counted(EdgeCounter.TRACES);
                Trace trace =
                        new Trace(event.tenant(), where, event.endpoint(), id, caller, called, event.appendTime());
                mentioned.addAll(trace.processes());
                side.output(Traces.tag(), Traces.encode(trace));
            }

            @Override
            public void counted(EdgeCounter counter) {
                metrics.counted(counter);
            }
        };
    }

    /** Ends what is old by the endpoint's time. */
    void sweep(String key, String endpoint, FlinkDetectStore processes) {
        store.at(key);
        mentioned.clear();
        new TraceSweep(store, processes.header(), EdgeLimits.DEFAULT, metrics::counted)
                .sweep(processes.header().time());
        Linking.sweep(new ProcessTree(endpoint, processes), store.told());
        store.write();
    }

    /** Ends all, for the endpoint is gone. */
    void clear(String key) {
        mentioned.clear();
        store.at(key).clear();
    }
}
