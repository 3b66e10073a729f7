package io.cordon.contain;

import static io.cordon.contain.Findings.NOW_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.schemas.CommandVerifier;
import io.cordon.schemas.KeyPairFile;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import io.cordon.wire.Command;
import io.cordon.wire.Finding;
import io.cordon.wire.FindingState;
import io.cordon.wire.Mode;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command goes out once, whatever is restored or read again, and an agent obeys it. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
class ContainFunctionTest {
    private static final int MAX_PARALLELISM = 128;

    private final KeyPair pair = KeyPairFile.generate();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Findings findings;

    @BeforeEach
    void writeTheKey() {
        findings = new Findings(folder, KeyPairFile.privatePem(pair));
    }

    @Test
    void eachCommandGoesOutOnceThoughStateIsRestoredAfterEachElement() throws Exception {
        List<KeyedBytes> out = new ArrayList<>();
        OperatorSubtaskState state = null;
        for (Finding finding : story()) {
            try (var harness = harness(1, 0, state)) {
                harness.processElement(findings.keyed(finding), NOW_MILLIS);
                state = harness.snapshot(1, 1);
                out.addAll(harness.extractOutputValues());
            }
        }

        assertThat(entities(out)).containsExactly("e-f1", "e-f2", "e-f3");
    }

    @Test
    void eachCommandGoesOutOnceThoughParallelismChanges() throws Exception {
        List<KeyedBytes> out = new ArrayList<>();
        OperatorSubtaskState whole;
        try (var harness = harness(1, 0, null)) {
            for (Finding finding : story()) {
                harness.processElement(findings.keyed(finding), NOW_MILLIS);
            }
            whole = harness.snapshot(1, 1);
            out.addAll(harness.extractOutputValues());
        }
        for (int task = 0; task < 2; task++) {
            OperatorSubtaskState part =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(whole, MAX_PARALLELISM, 1, 2, task);
            try (var harness = harness(2, task, part)) {
                for (Finding finding : story()) {
                    TopicRecord record = findings.keyed(finding);
                    if (KeyGroupRangeAssignment.assignKeyToParallelOperator(record.requiredKey(), MAX_PARALLELISM, 2)
                            == task) {
                        harness.processElement(record, NOW_MILLIS);
                    }
                }
                out.addAll(harness.extractOutputValues());
            }
        }

        assertThat(entities(out)).containsExactly("e-f1", "e-f2", "e-f3");
    }

    @Test
    void aLostAttemptIsSentAgainUnderItsIdWithTheSameBytes() throws Exception {
        TopicRecord finding = findings.keyed(Findings.finding("f1", "ws1").build());
        List<byte[]> sent = new ArrayList<>();
        for (long delay : new long[] {0, 60_000}) {
            try (var harness = harness(1, 0, null)) {
                harness.setProcessingTime(NOW_MILLIS + delay);
                harness.processElement(finding, NOW_MILLIS);
                harness.extractOutputValues().forEach(record -> sent.add(record.value()));
            }
        }

        assertThat(sent).hasSize(2);
        assertThat(sent.get(1)).isEqualTo(sent.get(0));
    }

    @Test
    void whatIsReadAgainWhenItIsOldOrdersNothing() throws Exception {
        try (var harness = harness(1, 0, null)) {
            harness.setProcessingTime(NOW_MILLIS + Duration.ofMinutes(5).toMillis());
            for (Finding finding : story()) {
                harness.processElement(findings.keyed(finding), NOW_MILLIS);
            }

            assertThat(harness.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void anAgentVerifiesTheCommandAndObeysItOnce() throws Exception {
        try (var harness = harness(1, 0, null)) {
            harness.processElement(findings.keyed(Findings.finding("f1", "ws1").build()), NOW_MILLIS);
            KeyedBytes record = harness.extractOutputValues().get(0);
            Command command = findings.command(record);
            CommandVerifier agent = new CommandVerifier("acme", "ws1", List.of(pair.getPublic()));

            assertThat(record.key()).isEqualTo("acme/ws1");
            assertThat(agent.check(command, NOW_MILLIS)).isInstanceOf(CommandVerifier.Answer.Obey.class);
            assertThat(agent.check(command, NOW_MILLIS)).isInstanceOf(CommandVerifier.Answer.Refuse.class);
        }
    }

    @Test
    void whatANewerContractSaysOrdersNothing() throws Exception {
        try (var harness = harness(1, 0, null)) {
            harness.processElement(
                    findings.keyed(
                            Findings.finding("f1", "ws1").setMode(Mode.unknown).build()),
                    NOW_MILLIS);
            harness.processElement(
                    findings.keyed(Findings.finding("f2", "ws1")
                            .setState(FindingState.unknown)
                            .build()),
                    NOW_MILLIS);
            harness.processElement(
                    findings.keyed(
                            Findings.finding("f3", "ws1").setAction("explode").build()),
                    NOW_MILLIS);

            assertThat(harness.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void stateEndsWithTheCommands() throws Exception {
        try (var harness = harness(1, 0, null)) {
            for (Finding finding : story()) {
                harness.processElement(findings.keyed(finding), NOW_MILLIS);
            }
            assertThat(harness.numEventTimeTimers()).isEqualTo(2);

            harness.processWatermark(NOW_MILLIS + Duration.ofHours(2).toMillis());
            assertThat(harness.numEventTimeTimers()).isZero();

            harness.processElement(findings.keyed(Findings.finding("f1", "ws1").build()), NOW_MILLIS);
            assertThat(harness.numEventTimeTimers()).as("nothing is remembered").isEqualTo(1);
        }
    }

    /** Three findings to order upon on two endpoints, read again and in new versions, and what orders nothing. */
    private static List<Finding> story() {
        return List.of(
                Findings.finding("f1", "ws1").build(),
                Findings.finding("f1", "ws1").build(),
                Findings.finding("audited", "ws1").setMode(Mode.audit).build(),
                Findings.finding("f2", "ws2").setState(FindingState.provisional).build(),
                Findings.finding("f1", "ws1").setVersion(2).build(),
                Findings.finding("f2", "ws2").setVersion(2).build(),
                Findings.finding("f2", "ws2")
                        .setVersion(3)
                        .setState(FindingState.retracted)
                        .build(),
                Findings.finding("aimless", "ws1")
                        .setTarget(null)
                        .setTargetNote("which process is meant is not known")
                        .build(),
                Findings.finding("f3", "ws1").build(),
                Findings.finding("f1", "ws1").setVersion(3).build());
    }

    private List<String> entities(List<KeyedBytes> out) {
        List<String> entities = new ArrayList<>();
        for (KeyedBytes record : out) {
            String payload =
                    new String(findings.command(record).getPayload().array(), java.nio.charset.StandardCharsets.UTF_8);
            entities.add(payload.replaceAll(".*\"entity\":\"([^\"]*)\".*", "$1"));
        }
        return entities.stream().sorted().toList();
    }

    private KeyedOneInputStreamOperatorTestHarness<String, TopicRecord, KeyedBytes> harness(
            int parallelism, int task, @Nullable OperatorSubtaskState state) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, TopicRecord, KeyedBytes> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new ContainFunction(findings.options())),
                        TopicRecord::requiredKey,
                        Types.STRING,
                        MAX_PARALLELISM,
                        parallelism,
                        task);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        harness.setup();
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        harness.setProcessingTime(NOW_MILLIS);
        return harness;
    }
}
