package io.cordon.contain;

import io.cordon.engine.policy.PushedPolicy;
import io.cordon.engine.response.AgentAnswer;
import io.cordon.engine.response.Desk;
import io.cordon.engine.response.DeskStore;
import io.cordon.schemas.CommandVerifier;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.EnvelopeSigner;
import io.cordon.schemas.KeyPairFile;
import io.cordon.schemas.Keyring;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.state.FlinkDeskStore;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import io.cordon.wire.Command;
import io.cordon.wire.CommandResponse;
import io.cordon.wire.Finding;
import io.cordon.wire.HeldOrder;
import io.cordon.wire.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Brings a tenant's findings, what people say and agents answer, and time before its desk. What goes out is decided there once: a task that begins anew
 * first takes up the commands that are out.
 */
final class ContainFunction extends KeyedCoProcessFunction<String, TopicRecord, TopicRecord, KeyedBytes>
        implements CheckpointedFunction {
    static final OutputTag<KeyedBytes> DESIRED = new OutputTag<>("desired-state", TypeInformation.of(KeyedBytes.class));
    static final OutputTag<KeyedBytes> HELD = new OutputTag<>("held", TypeInformation.of(KeyedBytes.class));

    private static final long serialVersionUID = 1;
    private static final long NOT_YET = Long.MIN_VALUE;

    private final ContainOptions options;
    private final String signingKey;
    private final Beforehand beforehand;
    private transient SchemaCoder<Finding> findings;
    private transient SchemaCoder<Command> controls;
    private transient SchemaCoder<CommandResponse> responses;
    private transient @Nullable ReadBack readBack;
    private transient DeskStore store;
    private transient ValueState<String> pushed;
    private transient ContainMetrics metrics;
    private transient Outlet outlet;
    private transient Map<String, Desk> desks;
    private transient long began;

    @SuppressWarnings("NullAway.Init") // Flink calls initializeState() and open() before any element
    ContainFunction(ContainOptions options, Beforehand beforehand) {
        this.options = options;
        this.signingKey = options.signingKey();
        this.beforehand = beforehand;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        readBack = new ReadBack(beforehand, tenant -> isOf(task, tenant), context);
    }

    private static boolean isOf(TaskInfo task, String tenant) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        tenant, task.getMaxNumberOfParallelSubtasks(), task.getNumberOfParallelSubtasks())
                == task.getIndexOfThisSubtask();
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        Objects.requireNonNull(readBack).snapshot(context.getCheckpointTimestamp());
    }

    @Override
    public void open(OpenContext context) {
        SchemaRegistry registry = SchemaRegistry.of(options.registry());
        findings = new SchemaCoder<>(registry, options.topic(Topics.FINDINGS), Finding.class, () -> {});
        controls = new SchemaCoder<>(registry, options.topic(Topics.POLICIES), Command.class, () -> {});
        responses = new SchemaCoder<>(registry, options.topic(Topics.RESPONSES), CommandResponse.class, () -> {});
        store = FlinkDeskStore.of(getRuntimeContext());
        pushed = getRuntimeContext().getState(new ValueStateDescriptor<>("policy", Types.STRING));
        metrics = new ContainMetrics(getRuntimeContext().getMetricGroup().addGroup("cordon"));
        outlet = new Outlet(
                new EnvelopeSigner(KeyPairFile.readPrivate(signingKey)),
                new SchemaCoder<>(registry, options.topic(Topics.COMMANDS), Command.class, () -> {}),
                new SchemaCoder<>(registry, options.topic(Topics.DESIRED_STATE), Command.class, () -> {}),
                new SchemaCoder<>(registry, options.topic(Topics.HELD), HeldOrder.class, () -> {}),
                metrics);
        desks = new HashMap<>();
        began = NOT_YET;
    }

    @Override
    public void processElement1(TopicRecord record, Context context, Collector<KeyedBytes> out) throws Exception {
        if (!(findings.decode(record.value()) instanceof Decoded.Value<Finding> decoded)) {
            return; // the re-keying before has sent it to the dead letters
        }
        metrics.finding();
        Finding finding = decoded.value();
        outlet.serve(context, out, finding.getAppendTime());
        long now = context.timerService().currentProcessingTime();
        desk(context.getCurrentKey()).finding(FindingCase.of(finding), TimeUnit.MILLISECONDS.toMicros(now));
    }

    @Override
    public void processElement2(TopicRecord record, Context context, Collector<KeyedBytes> out) throws Exception {
        if (record.topic().equals(options.topic(Topics.RESPONSES))) {
            answer(record, context, out);
            return;
        }
        if (!(controls.decode(record.value()) instanceof Decoded.Value<Command> decoded)) {
            return; // the re-keying before has sent it to the dead letters
        }
        outlet.serve(context, out, Outlet.NO_EVIDENCE);
        String tenant = context.getCurrentKey();
        desk(tenant); // what is out is taken up first
        obey(decoded.value(), tenant, context.timerService().currentProcessingTime());
    }

    private void answer(TopicRecord record, Context context, Collector<KeyedBytes> out) throws Exception {
        if (!(responses.decode(record.value()) instanceof Decoded.Value<CommandResponse> decoded)) {
            return; // the re-keying before has sent it to the dead letters
        }
        outlet.serve(context, out, Outlet.NO_EVIDENCE);
        CommandResponse said = decoded.value();
        AgentAnswer answer = new AgentAnswer(
                said.getEndpoint(),
                said.getCommandId(),
                said.getStatus(),
                said.getResults().getOrDefault("refusal", ""));
        long now = context.timerService().currentProcessingTime();
        Desk desk = desk(context.getCurrentKey());
        desk.standing()
                .announced(
                        said.getEndpoint(),
                        said.getCapabilities(),
                        TimeUnit.MICROSECONDS.toMillis(record.appendTime()),
                        now);
        if (said.getOutcome() == Outcome.blocked) {
            desk.standing().held(said.getEndpoint(), said.getResults().getOrDefault("sha256", ""), now);
        }
        desk.answer(answer, now);
    }

    private void obey(Command envelope, String tenant, long now) throws Exception {
        ControlRecord control = ControlRecord.read(envelope, tenant, options.keyring(), now);
        if (control instanceof ControlRecord.ForOthers) {
            return;
        }
        metrics.control(!(control instanceof ControlRecord.Refused));
        if (control instanceof ControlRecord.Pushed policy) {
            if (PushedPolicy.isNewer(policy.payload(), pushed.value())) {
                pushed.update(policy.payload());
                Desk desk = newDesk(tenant);
                desks.put(tenant, desk);
                desk.standing().reviewAll(now);
            }
        } else if (control instanceof ControlRecord.Word word) {
            desk(tenant).approve(word.commandId(), word.isYes(), word.by(), now);
        } else if (control instanceof ControlRecord.Undo undo) {
            desk(tenant).release(undo.word(), now);
        } else if (control instanceof ControlRecord.Said said) {
            desk(tenant).standing().indicator(said.word(), now);
        } else if (control instanceof ControlRecord.Turn turn) {
            desk(tenant)
                    .killSwitch(turn.to().epoch(), turn.to().on() ? turn.to().stopMillis() : 0, now);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        outlet.serve(context, out, Outlet.NO_EVIDENCE);
        desk(context.getCurrentKey()).time(timestamp, context.timerService().currentProcessingTime());
    }

    /** The desk of the tenant at hand, which has heard what people said and taken up what is out. */
    private Desk desk(String tenant) throws Exception {
        Desk known = desks.get(tenant);
        if (known != null) {
            return known;
        }
        began = began == NOT_YET ? outlet.now() : began;
        desks.put(tenant, newDesk(tenant));
        ReadBack.Tenants read = Objects.requireNonNull(readBack).of(tenant);
        long now = outlet.now();
        for (Command envelope : read.control()) {
            obey(envelope, tenant, now);
        }
        Desk desk = Objects.requireNonNull(desks.get(tenant));
        Keyring keyring = options.keyring();
        for (Beforehand.Appended one : read.commands()) {
            Command out = one.envelope();
            // What no key of this job's signed was not decided here. Whether it still holds is not asked: a brake
            // counts it longer.
            if (new CommandVerifier(tenant, out.getEndpoint(), keyring).command(out, out.getStartTime())
                    instanceof CommandVerifier.Answer.Obey) {
                String payload = StandardCharsets.UTF_8
                        .decode(out.getPayload().duplicate())
                        .toString();
                desk.readBack(out.getEndpoint(), payload, one.atMillis());
            }
        }
        desk.standing().reviewAll(now); // the options may name another policy than the one before
        return desk;
    }

    private Desk newDesk(String tenant) throws Exception {
        String said = pushed.value();
        PushedPolicy policy = said == null ? null : PushedPolicy.of(said);
        return new Desk(
                tenant,
                options.timely(policy == null ? options.policy() : policy.policy()),
                policy == null ? options.endpoints() : policy.endpoints(),
                options.protectedProcesses(),
                store,
                began,
                outlet);
    }
}
