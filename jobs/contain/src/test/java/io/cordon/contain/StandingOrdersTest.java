package io.cordon.contain;

import static io.cordon.contain.Findings.NOW_MILLIS;
import static io.cordon.contain.Harness.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.indicator.Indicator;
import io.cordon.engine.indicator.IndicatorRule;
import io.cordon.engine.indicator.IndicatorWord;
import io.cordon.engine.policy.AttackSurfaceRule;
import io.cordon.engine.prevalence.Artefact;
import io.cordon.engine.prevalence.ArtefactKind;
import io.cordon.schemas.CommandVerifier;
import io.cordon.schemas.DesiredState;
import io.cordon.schemas.HookMode;
import io.cordon.schemas.KeyPairFile;
import io.cordon.schemas.Keyring;
import io.cordon.schemas.OrderTarget;
import io.cordon.schemas.Purpose;
import io.cordon.wire.Command;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standing orders go to agents that announced a hook, in a document that an agent accepts, and a restore changes nothing. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
class StandingOrdersTest {
    private static final String RULE = AttackSurfaceRule.OFFICE_CHILD_PROCESS.id();
    private static final String HOOK = "hold:" + RULE;
    private static final String HASH = "ab".repeat(32);
    private static final String POLICY = "policy: p\nversions: {" + RULE + ": h, " + IndicatorRule.ID + ": "
            + IndicatorRule.HASH + "}\npolicies:\n- {tag: asr, mode: block}\n"
            + "- {tag: cordon.indicator, mode: block, response: [deny-hash]}\n";
    private static final String ENDPOINTS =
            "endpoints: [{endpoint: ws1, group: ws, antivirus: none, automation: full}]";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private final KeyPair key = KeyPairFile.generate();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Findings findings;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Says says;

    @BeforeEach
    void writeTheKeys() {
        findings = new Findings(folder, KeyPairFile.privatePem(key));
        says = new Says(findings);
    }

    @Test
    void anAnnouncedHookIsGivenItsOrderInADocumentThatTheAgentAccepts() throws Exception {
        try (Harness harness = begin(null)) {
            harness.announce("ws1", "stop:process", HOOK);

            assertThat(harness.desired()).hasSize(1);
            assertThat(standing(harness)).containsExactly(new OrderTarget.Behaviour(RULE, HookMode.BLOCK));
            assertThat(harness.commands()).isEmpty();
        }
    }

    @Test
    void whoAnnouncesNoHookIsGivenNothing() throws Exception {
        try (Harness harness = begin(null)) {
            harness.announce("ws1", "stop:process", "deny:x-cordon:behaviour", "ask-user");

            assertThat(harness.desired()).isEmpty();
        }
    }

    @Test
    void endsWhereThePolicyNoLongerWantsItAlsoAfterARestore() throws Exception {
        OperatorSubtaskState state;
        try (Harness harness = begin(null)) {
            harness.announce("ws1", HOOK);
            state = harness.snapshot(1, NOW_MILLIS);
        }
        try (Harness harness = begin(state)) {
            harness.announce("ws1", HOOK);
            assertThat(harness.desired()).as("what stands is not ordered twice").isEmpty();

            harness.say(says.policy(7, "policy: a\npolicies: [{mode: audit}]"));
            harness.setProcessingTime(NOW_MILLIS + 5_000);
            assertThat(standing(harness)).isEmpty();
        }
    }

    @Test
    void whatAnIndicatorKnowsByItsHashIsDeniedWhereThatCanBeDone() throws Exception {
        Indicator indicator = new Indicator(
                "i1",
                new Artefact("acme", ArtefactKind.IMAGE, HASH),
                "incident-1",
                "f1",
                "rule-1",
                "ev-1",
                List.of("ws9"),
                NOW_MILLIS * 1_000,
                (NOW_MILLIS + 3_600_000) * 1_000);
        OperatorSubtaskState state;
        try (Harness harness = begin(null)) {
            harness.announce("ws1", "deny:file");
            harness.say(says.indicator(new IndicatorWord.Stands(indicator)));
            state = harness.snapshot(1, NOW_MILLIS);
        }
        try (Harness harness = begin(state)) {
            harness.say(says.indicator(new IndicatorWord.Tried(indicator, 0, true)));
            harness.setProcessingTime(NOW_MILLIS + 5_000);

            assertThat(standing(harness))
                    .containsExactly(new OrderTarget.File(Optional.empty(), Map.of("sha256", HASH)));
        }
    }

    private Harness begin(@Nullable OperatorSubtaskState state) throws Exception {
        List<String> arguments = new ArrayList<>(says.trusted());
        arguments.addAll(List.of(
                "--policy",
                findings.write("standing.yml", POLICY).toString(),
                "--endpoints",
                findings.write("endpoints.yml", ENDPOINTS).toString()));
        return Harness.begin(findings, findings.bare(arguments.toArray(String[]::new)), state, NOTHING);
    }

    /** What stands at ws1 by the last document, as its agent reads it. */
    private List<OrderTarget> standing(Harness harness) {
        Keyring keyring = Keyring.empty().trusting(Purpose.DESIRED_STATE, key.getPublic());
        List<Command> documents = harness.desired();
        CommandVerifier.Answer<DesiredState> answer = new CommandVerifier("acme", "ws1", keyring)
                .desiredState(documents.get(documents.size() - 1), NOW_MILLIS);
        assertThat(answer).isInstanceOf(CommandVerifier.Answer.Obey.class);
        return ((CommandVerifier.Answer.Obey<DesiredState>) answer)
                .content().entries().stream().map(one -> one.target()).toList();
    }
}
