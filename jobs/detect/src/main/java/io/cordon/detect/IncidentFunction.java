package io.cordon.detect;

import io.cordon.engine.detect.DetectorConfig;
import io.cordon.engine.incident.Clue;
import io.cordon.engine.incident.Incident;
import io.cordon.engine.incident.IncidentCounter;
import io.cordon.engine.incident.IncidentLimits;
import io.cordon.engine.incident.IncidentStage;
import io.cordon.engine.incident.Lines;
import io.cordon.engine.incident.Link;
import io.cordon.engine.indicator.Derivation;
import io.cordon.engine.indicator.IndicatorLimits;
import io.cordon.engine.indicator.IndicatorStage;
import io.cordon.engine.indicator.PersonsVerdict;
import io.cordon.engine.indicator.Spared;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.state.FlinkIncidentStore;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.wire.IncidentWire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Hands a tenant's findings and edges to the engine's incident stage, and has it judge what came within a second together. */
final class IncidentFunction extends KeyedProcessFunction<String, KeyedBytes, KeyedBytes> {
    private static final long serialVersionUID = 1;
    private static final long HOLD_MILLIS = 1_000;
    /** How many times longer than a judgement took the next is put off, so that a tenant with all its facts can't fill its task. */
    private static final long REST = 9;

    private static final Sweeps SWEEPS = new Sweeps(Duration.ofMinutes(10));

    private final DetectOptions options;
    private transient IncidentStage stage;
    private transient FlinkIncidentStore store;
    private transient IndicatorStage indicators;
    private transient Words words;
    /** How far event time ran ahead of append time at most, in µs: mostly less than nothing. */
    private transient ValueState<Long> lead;
    /** How far append time has come, in µs. */
    private transient ValueState<Long> append;

    /** How long the last judgement puts off the next, in ms: when they are told has no influence on their last versions. */
    private transient long rest;
    /** When a tenant is judged next, where that is known: a timer from before a restart may come besides. */
    private transient Map<String, Long> due;

    private transient SchemaCoder<io.cordon.wire.Incident> coder;
    private transient DetectMetrics metrics;

    @SuppressWarnings("NullAway.Init") // Flink calls open() before any element
    IncidentFunction(DetectOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        metrics = new DetectMetrics(getRuntimeContext().getMetricGroup().addGroup("cordon"));
        due = new HashMap<>();
        stage = new IncidentStage(IncidentLimits.DEFAULT);
        store = new FlinkIncidentStore(getRuntimeContext());
        indicators = new IndicatorStage(new Derivation(IndicatorLimits.DEFAULT, Spared.builtIn()));
        words = new Words(options, metrics::registryWaited);
        lead = getRuntimeContext().getState(new ValueStateDescriptor<>("lead", LongSerializer.INSTANCE));
        append = getRuntimeContext().getState(new ValueStateDescriptor<>("append", LongSerializer.INSTANCE));
        coder = new SchemaCoder<>(
                SchemaRegistry.of(options.registry()),
                options.topic(Topics.INCIDENTS),
                io.cordon.wire.Incident.class,
                metrics::registryWaited);
    }

    @Override
    public void processElement(KeyedBytes record, Context context, Collector<KeyedBytes> out) throws IOException {
        store.at(context.getCurrentKey());
        IncidentStage.Out said = said(out, context::output);
        Tellings.decode(record.value(), new Tellings.Reads() {
            @Override
            public void clue(Clue clue, long appended) {
                raise(append, appended);
                raise(lead, Math.min(clue.fact().time() - appended, DetectorConfig.STREAM.skew()));
                stage.apply(clue.id(), clue, now(), store, said);
            }

            @Override
            public void gone(String id) {
                stage.apply(id, null, now(), store, said);
            }

            @Override
            public void link(Link link) {
                raise(append, link.told());
                stage.apply(link, store);
            }

            @Override
            public void verdict(PersonsVerdict verdict) {
                indicators.take(verdict, store.indicators());
                stage.again(verdict.incident(), store);
                if (value(append) == 0) {
                    // Of a tenant of which nothing else is known, time is what its events say; there is none before the
                    // verdict ends.
                    SWEEPS.later(verdict.until(), context.timerService());
                }
            }

            @Override
            public void rated(String endpoint, String entity, double rarity) {
                stage.rate(endpoint, entity, rarity, store);
            }
        });
        store.write();
        judgeLater(context.getCurrentKey(), context.timerService());
        if (value(append) > 0) {
            SWEEPS.later(value(append), context.timerService());
        }
    }

    private void judgeLater(String tenant, TimerService timers) {
        long now = timers.currentProcessingTime();
        if (due.getOrDefault(tenant, Long.MIN_VALUE) <= now) {
            long next = ((now + rest) / HOLD_MILLIS + 1) * HOLD_MILLIS;
            due.put(tenant, next);
            timers.registerProcessingTimeTimer(next);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws IOException {
        store.at(context.getCurrentKey());
        boolean isSweep = context.timeDomain() == TimeDomain.EVENT_TIME;
        if (isSweep) {
            raise(append, TimeUnit.MILLISECONDS.toMicros(timestamp));
        } else {
            due.remove(context.getCurrentKey());
        }
        long began = System.nanoTime();
        stage.judge(context.getCurrentKey(), now(), store, said(out, context::output));
        rest = REST * TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        if (isSweep) {
            boolean isAnyLeft = stage.sweep(value(append), store);
            isAnyLeft |= indicators.sweep(value(append), store.indicators());
            if (isAnyLeft) {
                SWEEPS.later(value(append), context.timerService());
            } else {
                lead.clear();
                append.clear();
            }
        }
        store.write();
    }

    /** How far the tenant's time has come: as far ahead of append time as it was at most. */
    private long now() {
        return value(append) + value(lead);
    }

    private static long value(ValueState<Long> state) {
        try {
            Long value = state.value();
            return value == null ? 0 : value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void raise(ValueState<Long> state, long to) {
        try {
            Long value = state.value();
            if (value == null || value < to) {
                state.update(to);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private IncidentStage.Out said(Collector<KeyedBytes> out, FindingSink.SideOutput side) {
        return new IncidentStage.Out() {
            @Override
            public void incident(Incident incident) {
                metrics.incident();
                out.collect(new KeyedBytes(incident.id(), coder.encode(IncidentWire.toWire(incident))));
            }

            @Override
            public void judged(Incident incident) {
                if (words.isSpoken()) {
                    indicators.judged(
                            incident,
                            store.clues()::get,
                            Lines.of(store),
                            store.indicators(),
                            new SaidWords(words, metrics, side));
                }
            }

            @Override
            public void counted(IncidentCounter counter) {
                metrics.counted(counter);
            }
        };
    }
}
