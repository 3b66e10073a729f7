package io.cordon.contain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cordon.schemas.KeyPairFile;
import io.cordon.schemas.Topics;
import io.cordon.streaming.DeadLetters;
import io.cordon.streaming.TopicRecord;
import io.cordon.streaming.TopicSinks;
import io.cordon.streaming.TopicSources;
import io.cordon.wire.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topology's names are what state is found by, and its options are refused before a graph exists. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
class ContainPipelineTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Findings findings;

    @BeforeEach
    void writeTheKey() {
        findings = new Findings(folder, KeyPairFile.privatePem(KeyPairFile.generate()));
    }

    @Test
    void uidsStayAsTheyAre() {
        assertThat(uids(findings.options()))
                .containsExactlyInAnyOrder(
                        "findings",
                        "findings-by-tenant",
                        "control",
                        "control-by-tenant",
                        "responses",
                        "responses-by-tenant",
                        "contain",
                        "commands",
                        "Sink Committer: commands",
                        "desired-state",
                        "Sink Committer: desired-state",
                        "held",
                        "Sink Committer: held",
                        "dead-letters",
                        "Sink Committer: dead-letters");
    }

    @Test
    void aBackfillHasNoSinkForCommands() {
        assertThat(uids(findings.options("--backfill")))
                .contains("contain")
                .doesNotContain("commands", "desired-state", "held");
    }

    @Test
    void aRecordGetsTheKeyOfItsTenant() throws Exception {
        try (var harness = new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new RekeyFunction<>(findings.options(), Topics.FINDINGS, Finding.class)))) {
            harness.open();
            harness.processElement(findings.record(Findings.finding("f1", "ws1").build()), 1);

            assertThat(harness.extractOutputValues())
                    .extracting(TopicRecord::requiredKey)
                    .containsExactly("acme");
        }
    }

    @Test
    void whatIsNoFindingBecomesADeadLetter() throws Exception {
        try (var harness = new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new RekeyFunction<>(findings.options(), Topics.FINDINGS, Finding.class)))) {
            harness.open();
            harness.processElement(new TopicRecord("f1", new byte[] {1, 2}, Topics.FINDINGS, 0, 7, 1), 1);

            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(harness.getSideOutput(DeadLetters.TAG)).hasSize(1);
        }
    }

    @Test
    void aKeyThatIsNoneIsRefusedAndNeverShown() {
        Findings broken = new Findings(folder, "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");

        assertThatThrownBy(broken::options)
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessageContaining("--key")
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void aKeyMayStandInTheEnvironment() {
        assertThat(ContainOptions.keyText("env:CORDON_KEY", Map.of("CORDON_KEY", "pem")))
                .isEqualTo("pem");
        assertThatThrownBy(() -> ContainOptions.keyText("env:CORDON_NO_SUCH_KEY", Map.of()))
                .hasMessage("--key env:CORDON_NO_SUCH_KEY: there is no such variable");
    }

    @Test
    void ofAllThatIsSentToTasksOnlyWhatSignsHasTheKey() throws Exception {
        ContainOptions options = findings.options();
        String key = options.signingKey().lines().skip(1).findFirst().orElseThrow();
        Beforehand beforehand = Beforehand.ofTopics(options);

        for (Object sent : List.of(options, new RekeyFunction<>(options, Topics.FINDINGS, Finding.class), beforehand)) {
            assertThat(serialized(sent)).as(sent.getClass().getName()).doesNotContain(key);
        }
        assertThat(serialized(new ContainFunction(options, beforehand))).containsOnlyOnce(key);
    }

    private static String serialized(Object sent) throws IOException {
        return new String(InstantiationUtil.serializeObject(sent), StandardCharsets.ISO_8859_1);
    }

    @Test
    void everythingThatAPolicyOrARecordSaysWrongIsToldBeforeAGraphExists() {
        Path policy = findings.write("bad.yml", "polcy: p\npolicies: [{mode: blok}]\n");
        Path endpoints = findings.write("e.yml", "endpoints: [{endpoint: a, group: g, antvirus: x}]\n");

        assertThatThrownBy(() -> findings.bare("--policy", policy.toString(), "--endpoints", endpoints.toString()))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessageContaining(policy + ":1:1: expected one of policy")
                .hasMessageContaining(policy + ":2:19: expected one of off")
                .hasMessageContaining(endpoints + ":1:37: expected one of endpoint");
    }

    @Test
    void aKeyThatCannotBeTrustedIsRefused() {
        Path none = findings.write("none.pub", "no key");

        assertThatThrownBy(() -> findings.options("--trust", "policy=" + none))
                .hasMessageContaining("--trust policy=" + none + ": expected an Ed25519 public key");
        assertThatThrownBy(() -> findings.options("--trust", "everything=" + none))
                .hasMessageContaining(
                        "expected policy=FILE, approval=FILE, kill-switch=FILE, indicator=FILE or command=FILE");
    }

    @Test
    void aPolicyThatCouldNeverBlockThoughItWantsToIsRefused() {
        Path policy = findings.write("unpinned.yml", "policy: p\npolicies: [{mode: block}]\n");

        assertThatThrownBy(() -> findings.bare("--policy", policy.toString())).hasMessageContaining("policy pin");
    }

    private static List<String> uids(ContainOptions options) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        ContainPipeline.build(
                env,
                options,
                new ContainPipeline.Sources(
                        TopicSources.of(options, "contain", List.of(Topics.FINDINGS), options.start()),
                        TopicSources.of(options, "control", Beforehand.controlTopics(options), options.start()),
                        TopicSources.of(options, "responses", List.of(Topics.RESPONSES), options.start()),
                        Beforehand.ofTopics(options)),
                new ContainPipeline.Sinks(
                        TopicSinks.of(options, Topics.COMMANDS),
                        TopicSinks.of(options, Topics.DESIRED_STATE),
                        TopicSinks.of(options, Topics.HELD),
                        TopicSinks.of(options, Topics.DEAD_LETTERS)));
        return env.getStreamGraph().getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .filter(Objects::nonNull)
                .toList();
    }
}
