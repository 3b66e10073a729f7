package io.cordon.contain;

import static io.cordon.contain.Findings.NOW_MILLIS;

import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import io.cordon.wire.Command;
import io.cordon.wire.Finding;
import io.cordon.wire.HeldOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** A task of contain's, with what lies in the topics when it begins. */
@SuppressWarnings("try") // closing it may be interrupted
final class Harness extends KeyedTwoInputStreamOperatorTestHarness<String, TopicRecord, TopicRecord, KeyedBytes> {
    static final int MAX_PARALLELISM = 128;
    static final Told NOTHING = new Told(List.of(), List.of());

    private final transient Findings findings;

    /** What is in the topics when a task begins. */
    record Told(List<Command> out, List<Command> said) implements Beforehand {
        @Override
        public List<Appended> commands(long fromMillis) {
            return appended(out);
        }

        @Override
        public List<Appended> control() {
            return appended(said);
        }

        private static List<Appended> appended(List<Command> envelopes) {
            return envelopes.stream()
                    .map(envelope -> new Appended(envelope, NOW_MILLIS))
                    .toList();
        }
    }

    private Harness(ContainFunction function, int parallelism, int task, Findings findings) throws Exception {
        super(
                new KeyedCoProcessOperator<>(function),
                TopicRecord::requiredKey,
                TopicRecord::requiredKey,
                Types.STRING,
                MAX_PARALLELISM,
                parallelism,
                task);
        this.findings = findings;
    }

    static Harness begin(
            Findings findings, ContainOptions options, @Nullable OperatorSubtaskState state, Beforehand beforehand)
            throws Exception {
        return begin(findings, options, state, beforehand, 1, 0);
    }

    static Harness begin(
            Findings findings,
            ContainOptions options,
            @Nullable OperatorSubtaskState state,
            Beforehand beforehand,
            int parallelism,
            int task)
            throws Exception {
        Harness harness = new Harness(new ContainFunction(options, beforehand), parallelism, task, findings);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        harness.setup();
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        harness.setProcessingTime(NOW_MILLIS);
        return harness;
    }

    void find(Finding.Builder finding) throws Exception {
        find(finding.build());
    }

    void find(Finding finding) throws Exception {
        processElement1(findings.keyed(finding), NOW_MILLIS);
    }

    void say(Command envelope) throws Exception {
        processElement2(findings.control(envelope), NOW_MILLIS);
    }

    void answer(Command command, int status) throws Exception {
        processElement2(findings.response(command, status), NOW_MILLIS);
    }

    void announce(String endpoint, String... capabilities) throws Exception {
        processElement2(findings.announcement(endpoint, capabilities), NOW_MILLIS);
    }

    /** The desired states that went out. */
    List<Command> desired() {
        var desired = getSideOutput(ContainFunction.DESIRED);
        return desired == null
                ? List.of()
                : desired.stream()
                        .map(record -> findings.desired(record.getValue()))
                        .toList();
    }

    /** The commands that went out. */
    List<Command> commands() {
        return extractOutputValues().stream().map(findings::command).toList();
    }

    /** The OpenC2 actions that went out. */
    List<String> actions() {
        return commands().stream().map(Harness::action).toList();
    }

    static String action(Command command) {
        return payload(command).replaceAll(".*\"action\":\"([^\"]*)\".*", "$1");
    }

    static String payload(Command command) {
        return StandardCharsets.UTF_8.decode(command.getPayload().duplicate()).toString();
    }

    List<HeldOrder> held() {
        var held = getSideOutput(ContainFunction.HELD);
        return held == null
                ? List.of()
                : held.stream().map(record -> findings.held(record.getValue())).toList();
    }
}
