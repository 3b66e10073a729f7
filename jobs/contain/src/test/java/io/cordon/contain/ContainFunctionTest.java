package io.cordon.contain;

import static io.cordon.contain.Findings.NOW_MILLIS;
import static io.cordon.contain.Harness.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.contain.Harness.Told;
import io.cordon.schemas.CommandVerifier;
import io.cordon.schemas.DesiredState;
import io.cordon.schemas.KeyPairFile;
import io.cordon.schemas.Keyring;
import io.cordon.schemas.Purpose;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import io.cordon.wire.Command;
import io.cordon.wire.Finding;
import io.cordon.wire.FindingState;
import io.cordon.wire.HeldOrder;
import io.cordon.wire.Mode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command goes out once, whatever is restored or read again, and an agent obeys it. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
class ContainFunctionTest {
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
        List<Command> out = new ArrayList<>();
        OperatorSubtaskState state = null;
        for (Finding finding : story()) {
            try (Harness harness = begin(state, NOTHING)) {
                harness.find(finding);
                state = harness.snapshot(1, NOW_MILLIS);
                out.addAll(harness.commands());
            }
        }

        assertThat(killed(out)).containsExactly("e-f1", "e-f2", "e-f3");
    }

    @Test
    void eachCommandGoesOutOnceThoughParallelismChanges() throws Exception {
        List<Command> out = new ArrayList<>();
        OperatorSubtaskState whole;
        try (Harness harness = begin(null, NOTHING)) {
            for (Finding finding : story()) {
                harness.find(finding);
            }
            whole = harness.snapshot(1, NOW_MILLIS);
            out.addAll(harness.commands());
        }
        for (int task = 0; task < 2; task++) {
            OperatorSubtaskState part = AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    whole, Harness.MAX_PARALLELISM, 1, 2, task);
            try (Harness harness = Harness.begin(findings, findings.options(), part, NOTHING, 2, task)) {
                for (Finding finding : story()) {
                    TopicRecord record = findings.keyed(finding);
                    if (KeyGroupRangeAssignment.assignKeyToParallelOperator(
                                    record.requiredKey(), Harness.MAX_PARALLELISM, 2)
                            == task) {
                        harness.find(finding);
                    }
                }
                out.addAll(harness.commands());
            }
        }

        assertThat(killed(out)).containsExactly("e-f1", "e-f2", "e-f3");
    }

    @Test
    void aLostAttemptIsSentAgainUnderItsIdWithTheSameBytes() throws Exception {
        List<byte[]> sent = new ArrayList<>();
        for (long delay : new long[] {0, 60_000}) {
            try (Harness harness = begin(null, NOTHING)) {
                harness.setProcessingTime(NOW_MILLIS + delay);
                harness.find(Findings.finding("f1", "ws1"));
                harness.extractOutputValues().forEach(record -> sent.add(record.value()));
            }
        }

        assertThat(sent).hasSize(2);
        assertThat(sent.get(1)).isEqualTo(sent.get(0));
    }

    @Test
    void whatIsOutAlreadyIsNotSentAgainAndCountsThoughTheStateIsOlder() throws Exception {
        ContainOptions options =
                findings.under("policies: [{mode: block}]\nbudgets: [{per: fleet, commands: 1, within: 1h}]");
        OperatorSubtaskState before;
        List<Command> out;
        try (Harness harness = Harness.begin(findings, options, null, NOTHING)) {
            before = harness.snapshot(1, NOW_MILLIS);
            harness.find(Findings.finding("f1", "ws1"));
            out = harness.commands();
        }
        assertThat(out).hasSize(1);

        try (Harness harness = Harness.begin(findings, options, before, new Told(out, List.of()))) {
            harness.find(Findings.finding("f1", "ws1"));
            harness.find(Findings.finding("f2", "ws2"));

            assertThat(harness.commands()).isEmpty();
            assertThat(harness.held()).extracting(HeldOrder::getGate).containsExactly("budget");
        }
    }

    @Test
    void whatAnEarlierKeySignedIsNotSentAgainAndCountsAfterTheKeyWasChanged() throws Exception {
        String policy = "policies: [{mode: block}]\nbudgets: [{per: fleet, commands: 1, within: 1h}]";
        List<Command> out;
        try (Harness harness = Harness.begin(findings, findings.under(policy), null, NOTHING)) {
            harness.find(Findings.finding("f1", "ws1"));
            out = harness.commands();
        }
        Path before = findings.write("before.pub", KeyPairFile.publicPem(pair.getPublic()));
        Path after = findings.write("after.pem", KeyPairFile.privatePem(KeyPairFile.generate()));
        ContainOptions changed =
                findings.under(policy, List.of("--key", after.toString(), "--trust", "command=" + before));

        try (Harness harness = Harness.begin(findings, changed, null, new Told(out, List.of()))) {
            harness.find(Findings.finding("f1", "ws1"));
            harness.find(Findings.finding("f2", "ws2"));

            assertThat(harness.commands()).isEmpty();
            assertThat(harness.held()).extracting(HeldOrder::getGate).containsExactly("budget");
        }
    }

    @Test
    void aCheckpointHoldsNothingOfTheKey() throws Exception {
        try (Harness harness = begin(null, NOTHING)) {
            harness.find(Findings.finding("f1", "ws1").setDisprovable(true));
            String key =
                    KeyPairFile.privatePem(pair).lines().skip(1).findFirst().orElseThrow();
            byte[] checkpoint = InstantiationUtil.serializeObject(harness.snapshot(1, NOW_MILLIS));

            assertThat(new String(checkpoint, StandardCharsets.ISO_8859_1))
                    .isNotEmpty()
                    .doesNotContain(key);
        }
    }

    @Test
    void whatSomebodyElseSignedIsNotTakenForAnOwnCommand() throws Exception {
        Command forged;
        try (Harness harness = begin(null, NOTHING)) {
            harness.find(Findings.finding("f1", "ws1"));
            forged = Command.newBuilder(harness.commands().get(0))
                    .setSignature(ByteBuffer.wrap(new byte[64]))
                    .build();
        }

        try (Harness harness = begin(null, new Told(List.of(forged), List.of()))) {
            harness.find(Findings.finding("f1", "ws1"));
            assertThat(harness.commands()).hasSize(1);
        }
    }

    @Test
    void aBacklogOfAWeekOrdersNothingAndHoldsNothing() throws Exception {
        try (Harness harness = begin(null, NOTHING)) {
            harness.setProcessingTime(NOW_MILLIS + Duration.ofDays(7).toMillis());
            for (Finding finding : story()) {
                harness.find(finding);
            }

            assertThat(harness.commands()).isEmpty();
            assertThat(harness.held()).isEmpty();
        }
    }

    @Test
    void anAgentVerifiesTheCommandAndObeysItOnce() throws Exception {
        try (Harness harness = begin(null, NOTHING)) {
            harness.find(Findings.finding("f1", "ws1"));
            KeyedBytes record = harness.extractOutputValues().get(0);
            Command command = findings.command(record);
            CommandVerifier agent = new CommandVerifier("acme", "ws1", List.of(pair.getPublic()));

            assertThat(record.key()).isEqualTo("acme/ws1");
            assertThat(agent.check(command, NOW_MILLIS)).isInstanceOf(CommandVerifier.Answer.Obey.class);
            assertThat(agent.check(command, NOW_MILLIS)).isInstanceOf(CommandVerifier.Answer.Refuse.class);
        }
    }

    @Test
    void anAgentReadsTheDesiredState() throws Exception {
        ContainOptions options = findings.under("policies: [{mode: block, response: suspend}]");
        try (Harness harness = Harness.begin(findings, options, null, NOTHING)) {
            harness.find(Findings.finding("f1", "ws1"));
            KeyedBytes record = Objects.requireNonNull(harness.getSideOutput(ContainFunction.DESIRED))
                    .element()
                    .getValue();
            CommandVerifier agent = new CommandVerifier(
                    "acme", "ws1", Keyring.empty().trusting(Purpose.DESIRED_STATE, pair.getPublic()));

            assertThat(record.key()).isEqualTo("acme/ws1");
            assertThat(agent.desiredState(findings.command(record), NOW_MILLIS))
                    .isInstanceOf(CommandVerifier.Answer.Obey.class)
                    .extracting(answer -> ((CommandVerifier.Answer.Obey<DesiredState>) answer)
                            .content()
                            .entries()
                            .size())
                    .isEqualTo(1);
        }
    }

    @Test
    void whatIsSuspendedIsEndedWhenTimeHasPassedAlsoAfterARestore() throws Exception {
        OperatorSubtaskState state;
        try (Harness harness = begin(null, NOTHING)) {
            harness.find(Findings.finding("f1", "ws1").setDisprovable(true));
            assertThat(harness.actions()).containsExactly("contain");
            state = harness.snapshot(1, NOW_MILLIS);
        }
        try (Harness harness = begin(state, NOTHING)) {
            harness.setProcessingTime(NOW_MILLIS + 32_000);
            assertThat(harness.actions()).containsExactly("stop");
        }
    }

    @Test
    void whatANewerContractSaysOrdersNothing() throws Exception {
        try (Harness harness = begin(null, NOTHING)) {
            harness.find(Findings.finding("f1", "ws1").setMode(Mode.unknown));
            harness.find(Findings.finding("f2", "ws1").setState(FindingState.unknown));
            harness.find(Findings.finding("f3", "ws1").setAction("explode"));

            assertThat(harness.commands()).isEmpty();
        }
    }

    @Test
    void everyTimerEnds() throws Exception {
        try (Harness harness = begin(null, NOTHING)) {
            for (Finding finding : story()) {
                harness.find(finding);
            }
            assertThat(harness.numProcessingTimeTimers()).isPositive();

            harness.setProcessingTime(NOW_MILLIS + Duration.ofDays(30).toMillis());
            assertThat(harness.numProcessingTimeTimers()).isZero();
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

    private Harness begin(@Nullable OperatorSubtaskState state, Beforehand beforehand) throws Exception {
        return Harness.begin(findings, findings.options(), state, beforehand);
    }

    /** The processes whose end was ordered, by name. */
    private static List<String> killed(List<Command> out) {
        return out.stream()
                .map(Harness::payload)
                .filter(payload -> payload.contains("\"action\":\"stop\""))
                .map(payload -> payload.replaceAll(".*\"entity\":\"([^\"]*)\".*", "$1"))
                .sorted()
                .toList();
    }
}
