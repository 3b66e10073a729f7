package io.cordon.detect;

import io.cordon.engine.edge.Edge;
import io.cordon.engine.edge.EdgeLimits;
import io.cordon.engine.edge.EdgeNews;
import io.cordon.engine.edge.KnownEdge;
import io.cordon.engine.incident.Clue;
import io.cordon.engine.incident.Clues;
import io.cordon.engine.tree.Way;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.state.KnownEdgeSerializer;
import io.cordon.streaming.JobOptions;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.wire.EdgeWire;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keeps what is known of one edge, and writes a version and tells incidents whenever that is another. */
final class EdgeFunction extends KeyedProcessFunction<String, KeyedBytes, KeyedBytes> {
    private static final long serialVersionUID = 1;
    private static final Sweeps SWEEPS = new Sweeps(Duration.ofHours(12));

    private final JobOptions options;
    private transient ValueState<KnownEdge> edges;
    private transient SchemaCoder<io.cordon.wire.Edge> coder;
    private transient Grafts grafts;
    private transient DetectMetrics metrics;

    @SuppressWarnings("NullAway.Init") // Flink calls open() before any element
    EdgeFunction(JobOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        metrics = new DetectMetrics(getRuntimeContext().getMetricGroup().addGroup("cordon"));
        edges = getRuntimeContext().getState(new ValueStateDescriptor<>("edge", KnownEdgeSerializer.INSTANCE));
        grafts = new Grafts(options, metrics::registryWaited);
        coder = new SchemaCoder<>(
                SchemaRegistry.of(options.registry()),
                options.topic(Topics.EDGES),
                io.cordon.wire.Edge.class,
                metrics::registryWaited);
    }

    @Override
    public void processElement(KeyedBytes record, Context context, Collector<KeyedBytes> out) throws IOException {
        EdgeNews news = Traces.news(record);
        KnownEdge kept = edges.value();
        KnownEdge before = kept == null ? KnownEdge.NONE : kept;
        KnownEdge now = before.with(news);
        edges.update(now);
        if (now.version() != before.version()) {
            metrics.edge();
            Edge best = now.best();
            Edge told = best == null ? Objects.requireNonNull(before.best()) : best;
            out.collect(new KeyedBytes(news.id(), coder.encode(EdgeWire.toWire(told, now.version(), best == null))));
            tellClues(told.tenant(), before.best(), best, news.append(), context);
            tellSources(before.best(), best, context);
        }
        SWEEPS.later(news.append(), context.timerService());
    }

    /** Tells its source that lineage passes over it, and the one that it had before that none does any more. */
    private void tellSources(@Nullable Edge before, @Nullable Edge now, Context context) {
        Way had = before == null ? null : before.way();
        Way has = now == null ? null : now.way();
        if (had != null && (has == null || !had.isFromWhere(has))) {
            tell(had.withdrawn(), context);
        }
        if (has != null && !has.equals(had)) {
            tell(has, context);
        }
    }

    private void tell(Way way, Context context) {
        metrics.graft();
        context.output(Grafts.tag(), grafts.encode(way));
    }

    private static void tellClues(
            String tenant, @Nullable Edge before, @Nullable Edge now, long append, Context context) {
        Set<String> gone = new LinkedHashSet<>();
        clues(before).forEach(clue -> gone.add(clue.id()));
        for (Clue clue : clues(now)) {
            gone.remove(clue.id());
            context.output(Tellings.tag(), Tellings.clue(tenant, clue, append));
        }
        gone.forEach(id -> context.output(Tellings.tag(), Tellings.gone(tenant, id)));
    }

    private static List<Clue> clues(@Nullable Edge edge) {
        return edge == null ? List.of() : Clues.of(edge);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws IOException {
        KnownEdge known = edges.value();
        long append = TimeUnit.MILLISECONDS.toMicros(timestamp);
        if (known == null || known.isOver(append, EdgeLimits.DEFAULT)) {
            edges.clear();
        } else {
            SWEEPS.later(append, context.timerService());
        }
    }
}
