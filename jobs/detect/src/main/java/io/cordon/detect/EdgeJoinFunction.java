package io.cordon.detect;

import io.cordon.engine.edge.EdgeCounter;
import io.cordon.engine.edge.EdgeJoin;
import io.cordon.engine.edge.EdgeLimits;
import io.cordon.engine.edge.EdgeNews;
import io.cordon.engine.edge.Trace;
import io.cordon.state.FlinkJoinStore;
import io.cordon.streaming.KeyedBytes;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Hands the halves of edges that meet at an address or ticket to the engine, and what it makes of them to the edges that they are of. */
final class EdgeJoinFunction extends KeyedProcessFunction<String, KeyedBytes, KeyedBytes> {
    private static final long serialVersionUID = 1;
    private static final Sweeps SWEEPS =
            new Sweeps(EdgeLimits.DEFAULT.rendezvous().dividedBy(4));

    private transient EdgeJoin join;
    private transient FlinkJoinStore store;
    private transient DetectMetrics metrics;

    @SuppressWarnings("NullAway.Init") // Flink calls open() before any element
    EdgeJoinFunction() {}

    @Override
    public void open(OpenContext context) {
        metrics = new DetectMetrics(getRuntimeContext().getMetricGroup().addGroup("cordon"));
        join = new EdgeJoin(EdgeLimits.DEFAULT);
        store = new FlinkJoinStore(getRuntimeContext());
    }

    @Override
    public void processElement(KeyedBytes record, Context context, Collector<KeyedBytes> out) {
        Trace trace = Traces.trace(record);
        join.apply(trace, store.at(context.getCurrentKey()), new EdgeJoin.Out() {
            @Override
            public void edge(EdgeNews news) {
                out.collect(Traces.encode(news));
            }

            @Override
            public void counted(EdgeCounter counter) {
                metrics.counted(counter);
            }
        });
        store.done();
        SWEEPS.later(trace.append(), context.timerService());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) {
        long append = TimeUnit.MILLISECONDS.toMicros(timestamp);
        boolean isEmpty = join.sweep(store.at(context.getCurrentKey()), append);
        store.done();
        if (!isEmpty) {
            SWEEPS.later(append, context.timerService());
        }
    }
}
