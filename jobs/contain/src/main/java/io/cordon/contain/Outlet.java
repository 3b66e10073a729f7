package io.cordon.contain;

import io.cordon.engine.response.Decision;
import io.cordon.engine.response.DesiredState;
import io.cordon.engine.response.Desk;
import io.cordon.engine.response.DeskStore;
import io.cordon.engine.response.Outcome;
import io.cordon.engine.response.Outgoing;
import io.cordon.schemas.EnvelopeSigner;
import io.cordon.schemas.Purpose;
import io.cordon.schemas.SchemaCoder;
import io.cordon.streaming.KeyedBytes;
import io.cordon.wire.Command;
import io.cordon.wire.HeldOrder;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Signs what a desk decides and hands it on, in the context of the element or timer at hand. */
final class Outlet implements Desk.Out {
    /** What goes out for another reason than a finding that has just come. */
    static final long NO_EVIDENCE = Long.MIN_VALUE;

    private final EnvelopeSigner signer;
    private final SchemaCoder<Command> commands;
    private final SchemaCoder<Command> desired;
    private final SchemaCoder<HeldOrder> heldOrders;
    private final ContainMetrics metrics;
    private KeyedCoProcessFunction<String, ?, ?, KeyedBytes>.@Nullable Context context;
    private @Nullable Collector<KeyedBytes> out;
    private String tenant = "";
    private long appendTime;

    Outlet(
            EnvelopeSigner signer,
            SchemaCoder<Command> commands,
            SchemaCoder<Command> desired,
            SchemaCoder<HeldOrder> heldOrders,
            ContainMetrics metrics) {
        this.signer = signer;
        this.commands = commands;
        this.desired = desired;
        this.heldOrders = heldOrders;
        this.metrics = metrics;
    }

    /** Serves an element or a timer from now on; {@code evidenceAppended} in µs, of the finding that it is. */
    <A, B> void serve(
            KeyedCoProcessFunction<String, A, B, KeyedBytes>.Context current,
            Collector<KeyedBytes> to,
            long evidenceAppended) {
        context = current;
        tenant = current.getCurrentKey();
        out = to;
        appendTime = evidenceAppended;
    }

    private KeyedCoProcessFunction<String, ?, ?, KeyedBytes>.Context context() {
        return Objects.requireNonNull(context);
    }

    /** Wall-clock time, in ms since 1970. */
    long now() {
        return context().timerService().currentProcessingTime();
    }

    @Override
    public void command(Outgoing command) {
        Command envelope = signer.envelope(
                Purpose.COMMAND,
                tenant,
                command.endpoint(),
                command.commandId(),
                command.payload(),
                command.startMillis(),
                command.stopMillis());
        Objects.requireNonNull(out).collect(new KeyedBytes(key(command.endpoint()), commands.encode(envelope)));
        metrics.command();
        if (appendTime != NO_EVIDENCE) {
            metrics.latency(now() - TimeUnit.MICROSECONDS.toMillis(appendTime));
        }
    }

    @Override
    public void desired(DesiredState state) {
        Command envelope = signer.envelope(
                Purpose.DESIRED_STATE,
                tenant,
                state.endpoint(),
                Long.toString(state.version()),
                state.payload(),
                now(),
                state.stopMillis());
        context().output(ContainFunction.DESIRED, new KeyedBytes(key(state.endpoint()), desired.encode(envelope)));
    }

    @Override
    public void held(DeskStore.Waiting held) {
        metrics.held(Decision.Gate.valueOf(held.gate()));
        tell(held, held.dueMillis());
    }

    @Override
    public void refused(DeskStore.Waiting refused) {
        tell(refused, now()); // nobody can approve it any more
    }

    private void tell(DeskStore.Waiting held, long expires) {
        HeldOrder record = HeldOrder.newBuilder()
                .setTenant(tenant)
                .setEndpoint(held.endpoint())
                .setCommandId(held.commandId())
                .setFinding(held.finding())
                .setRule(held.rule())
                .setAction(held.action().written())
                .setGate(held.gate().toLowerCase(Locale.ROOT))
                .setWhy(held.why())
                .setPayload(held.payload())
                .setTime(now())
                .setExpires(expires)
                .build();
        context().output(ContainFunction.HELD, new KeyedBytes(tenant, heldOrders.encode(record)));
    }

    @Override
    public void withheld(Decision.Withheld withheld) {
        metrics.withheld(withheld.gate());
    }

    @Override
    public void outcome(Outcome outcome) {
        metrics.outcome(outcome);
    }

    @Override
    public void wake(long atMillis) {
        context().timerService().registerProcessingTimeTimer(atMillis);
    }

    private String key(String endpoint) {
        return tenant + '/' + endpoint;
    }
}
