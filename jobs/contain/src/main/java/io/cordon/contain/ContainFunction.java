package io.cordon.contain;

import io.cordon.engine.response.Containment;
import io.cordon.engine.response.Decision;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import io.cordon.wire.Command;
import io.cordon.wire.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.FlinkRuntimeException;

/** Has each finding judged, signs what is ordered, and remembers which orders went out until well after they ended. */
final class ContainFunction extends KeyedProcessFunction<String, TopicRecord, KeyedBytes> {
    private static final long serialVersionUID = 1;
    private static final long REMEMBERED = Duration.ofHours(1).toMillis();
    private static final MapStateDescriptor<String, Long> ORDERED =
            new MapStateDescriptor<>("ordered", Types.STRING, Types.LONG);

    private final ContainOptions options;
    private transient Containment containment;
    private transient CommandSigner signer;
    private transient SchemaCoder<Finding> findings;
    private transient SchemaCoder<Command> commands;
    private transient MapState<String, Long> ordered;
    private transient ContainMetrics metrics;

    @SuppressWarnings("NullAway.Init") // Flink calls open() before any element
    ContainFunction(ContainOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        containment = options.containment();
        signer = options.signer();
        SchemaRegistry registry = SchemaRegistry.of(options.registry());
        findings = new SchemaCoder<>(registry, options.topic(Topics.FINDINGS), Finding.class, () -> {});
        commands = new SchemaCoder<>(registry, options.topic(Topics.COMMANDS), Command.class, () -> {});
        ordered = getRuntimeContext().getMapState(ORDERED);
        metrics = new ContainMetrics(getRuntimeContext().getMetricGroup().addGroup("cordon"));
    }

    @Override
    public void processElement(TopicRecord record, Context context, Collector<KeyedBytes> out) throws Exception {
        if (!(findings.decode(record.value()) instanceof Decoded.Value<Finding> decoded)) {
            return; // the re-keying before has sent it to the dead letters
        }
        metrics.finding();
        Finding finding = decoded.value();
        long now = context.timerService().currentProcessingTime();
        for (Decision decision :
                containment.decide(FindingCase.of(finding), TimeUnit.MILLISECONDS.toMicros(now), this::isOrdered)) {
            if (decision instanceof Decision.Withheld withheld) {
                metrics.withheld(withheld.gate());
            } else if (decision instanceof Decision.Held held) {
                metrics.held(held.gate());
            } else if (decision instanceof Decision.Order order) {
                ordered.put(order.commandId(), order.stopMillis());
                context.timerService().registerEventTimeTimer(order.stopMillis() + REMEMBERED);
                out.collect(new KeyedBytes(
                        context.getCurrentKey(), commands.encode(signer.envelope(finding.getTenant(), order))));
                metrics.command(now - TimeUnit.MICROSECONDS.toMillis(finding.getAppendTime()));
            }
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        List<String> over = new ArrayList<>();
        for (Map.Entry<String, Long> order : ordered.entries()) {
            if (order.getValue() + REMEMBERED <= timestamp) {
                over.add(order.getKey());
            }
        }
        for (String id : over) {
            ordered.remove(id);
        }
    }

    private boolean isOrdered(String commandId) {
        try {
            return ordered.contains(commandId);
        } catch (Exception e) {
            throw new FlinkRuntimeException("cannot read which orders went out", e);
        }
    }
}
