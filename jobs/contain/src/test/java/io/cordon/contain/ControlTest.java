package io.cordon.contain;

import static io.cordon.contain.Findings.NOW_MILLIS;
import static io.cordon.contain.Harness.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.contain.Harness.Told;
import io.cordon.schemas.KeyPairFile;
import io.cordon.schemas.Purpose;
import io.cordon.wire.Command;
import io.cordon.wire.HeldOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people say counts with the key that may say it, and outlives a restore. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
class ControlTest {
    private static final String APPROVED = "policies: [{mode: block, approval: required}]";
    private static final String BLOCKS = "policy: b\nversions: {rule-1: hash-1}\npolicies: [{mode: block}]";
    private static final String AUDITS = "policy: a\npolicies: [{mode: audit}]";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Findings findings;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Says says;

    @BeforeEach
    void writeTheKeys() {
        findings = new Findings(folder, KeyPairFile.privatePem(KeyPairFile.generate()));
        says = new Says(findings);
    }

    @Test
    void whatWaitsGoesOutWhenAPersonSaysSoAlsoAfterARestore() throws Exception {
        OperatorSubtaskState state;
        String id;
        try (Harness harness = begin(APPROVED, null, NOTHING)) {
            harness.find(Findings.finding("f1", "ws1"));
            id = onlyHeld(harness).getCommandId();
            state = harness.snapshot(1, NOW_MILLIS);
        }
        try (Harness harness = begin(APPROVED, state, NOTHING)) {
            harness.say(says.approval(id, "approve"));

            assertThat(harness.commands()).extracting(Command::getCommandId).containsExactly(id);
        }
    }

    @Test
    void whatWasApprovedAndIsOutIsNotSentAgainThoughTheStateIsOlder() throws Exception {
        OperatorSubtaskState before;
        List<Command> out;
        Command approval;
        try (Harness harness = begin(APPROVED, null, NOTHING)) {
            harness.find(Findings.finding("f1", "ws1"));
            before = harness.snapshot(1, NOW_MILLIS);
            approval = says.approval(onlyHeld(harness).getCommandId(), "approve");
            harness.say(approval);
            out = harness.commands();
        }
        assertThat(out).hasSize(1);
        try (Harness harness = begin(APPROVED, before, new Told(out, List.of(approval)))) {
            harness.setProcessingTime(NOW_MILLIS + 60_000);
            harness.say(approval);
            harness.setProcessingTime(NOW_MILLIS + 70_000);

            assertThat(harness.commands()).isEmpty();
        }
    }

    @ParameterizedTest(name = "restarted: {0}")
    @ValueSource(booleans = {true, false})
    void whatWasApprovedWhileTheSwitchWasOnGoesOutWhenItIsOffWhetherRestartedMeanwhileOrNot(boolean restarted)
            throws Exception {
        OperatorSubtaskState state;
        String id;
        Command approval;
        try (Harness harness = begin(APPROVED, null, NOTHING)) {
            harness.find(Findings.finding("f1", "ws1"));
            id = onlyHeld(harness).getCommandId();
            approval = says.approval(id, "approve");
            harness.say(says.killSwitch(7, true));
            harness.say(approval);
            state = harness.snapshot(1, NOW_MILLIS);
            assertThat(harness.commands()).isEmpty();
            if (!restarted) {
                harness.say(says.killSwitch(8, false));
                harness.setProcessingTime(NOW_MILLIS + 2_000);
                assertThat(harness.commands()).extracting(Command::getCommandId).containsExactly(id);
                return;
            }
        }
        Told on = new Told(List.of(), List.of(says.killSwitch(7, true), approval));
        try (Harness harness = begin(APPROVED, state, on)) {
            harness.find(Findings.finding("f1", "ws1"));
            harness.setProcessingTime(NOW_MILLIS + 2_000);
            assertThat(harness.commands())
                    .as("a restart is no turn of the switch")
                    .isEmpty();
            harness.say(says.killSwitch(8, false));
            harness.setProcessingTime(NOW_MILLIS + 4_000);
            assertThat(harness.commands()).extracting(Command::getCommandId).containsExactly(id);
        }
    }

    @Test
    void whatIsRefusedThoughApprovedSaysSo() throws Exception {
        try (Harness harness = begin(APPROVED, null, NOTHING)) {
            harness.find(Findings.finding("f1", "ws1"));
            String id = onlyHeld(harness).getCommandId();
            harness.say(says.policy(7, AUDITS));
            harness.say(says.approval(id, "approve"));

            assertThat(harness.commands()).isEmpty();
            assertThat(harness.held()).hasSize(2);
            HeldOrder refused = harness.held().get(1);
            assertThat(refused.getCommandId()).isEqualTo(id);
            assertThat(refused.getGate()).isEqualTo("mode");
            assertThat(refused.getWhy()).startsWith("refused, though approved by ann: ");
            assertThat(refused.getExpires())
                    .as("nobody can approve it any more")
                    .isEqualTo(NOW_MILLIS);
        }
    }

    @Test
    void whatAPersonRejectedNeverGoesOut() throws Exception {
        try (Harness harness = begin(APPROVED, null, NOTHING)) {
            harness.find(Findings.finding("f1", "ws1"));
            String id = onlyHeld(harness).getCommandId();
            harness.say(says.approval(id, "reject"));
            harness.say(says.approval(id, "approve"));
            harness.find(Findings.finding("f1", "ws1").setVersion(2));

            assertThat(harness.commands()).isEmpty();
            assertThat(harness.held()).hasSize(1);
        }
    }

    @Test
    void nobodyApprovesWithAKeyForSomethingElseOrWithANewOne() throws Exception {
        try (Harness harness = begin(APPROVED, null, NOTHING)) {
            harness.find(Findings.finding("f1", "ws1"));
            String id = onlyHeld(harness).getCommandId();
            harness.say(says.approvalBy(says.key(Purpose.POLICY), id));
            harness.say(says.approvalBy(says.key(Purpose.KILL_SWITCH), id));
            harness.say(says.approvalBy(KeyPairFile.generate(), id));

            assertThat(harness.commands()).isEmpty();
        }
    }

    /** A kill that waits for its finding to be disproved, an order that nobody answered, one that waits for a person, and a lease. */
    @Test
    void aSavepointOfYesterdayOrdersNothing() throws Exception {
        String policy =
                "policies: [{mode: block, response: [suspend, kill], duration: 2d}]\nbudgets: [{per: fleet, commands: 3, within: 1h}]";
        OperatorSubtaskState yesterday;
        try (Harness harness = begin(policy, null, NOTHING)) {
            harness.find(Findings.finding("f1", "ws1").setDisprovable(true));
            harness.find(Findings.finding("f2", "ws2"));
            harness.find(Findings.finding("f3", "ws3"));
            assertThat(harness.actions()).contains("contain", "stop");
            assertThat(harness.held()).isNotEmpty();
            yesterday = harness.snapshot(1, NOW_MILLIS);
        }
        try (Harness harness = begin(policy, yesterday, NOTHING)) {
            harness.setProcessingTime(NOW_MILLIS + Duration.ofDays(1).toMillis());
            harness.find(Findings.finding("f1", "ws1").setVersion(2));
            harness.find(Findings.finding("f4", "ws4"));

            assertThat(harness.commands()).isEmpty();
        }
    }

    @Test
    void aPersonHasAnOrderUndoneOnceThoughItIsReadAgainAfterARestore() throws Exception {
        String suspends = "policies: [{mode: block, response: suspend}]";
        OperatorSubtaskState before;
        Command suspended;
        Command undone;
        List<Command> all;
        try (Harness harness = begin(suspends, null, NOTHING)) {
            harness.find(Findings.finding("f1", "ws1"));
            before = harness.snapshot(1, NOW_MILLIS);
            suspended = harness.commands().get(0);
            undone = says.release(suspended);
            harness.say(undone);
            all = harness.commands();
            assertThat(all).hasSize(3);
        }
        Told told = new Told(all, List.of());
        try (Harness harness = begin(suspends, before, told)) {
            harness.find(Findings.finding("f1", "ws1"));
            harness.say(undone);
            assertThat(harness.commands()).isEmpty();
        }
    }

    @Test
    void whatWasSaidForAnotherTenantCountsForNone() throws Exception {
        try (Harness harness = begin(APPROVED, null, NOTHING)) {
            harness.find(Findings.finding("f1", "ws1"));
            String id = onlyHeld(harness).getCommandId();
            // As it comes where the key is not that of the envelope.
            harness.say(Command.newBuilder(says.approval(id, "approve"))
                    .setTenant("other")
                    .build());

            assertThat(harness.commands()).isEmpty();
        }
    }

    @Test
    void aPushedPolicyTakesThePlaceOfTheOneBeforeAndAnOlderOrBrokenOneDoesNot() throws Exception {
        try (Harness harness = begin("policies: [{mode: block}]", null, NOTHING)) {
            harness.say(says.policy(7, AUDITS));
            harness.say(says.policy(6, BLOCKS));
            harness.say(says.policy(8, "policy: broken\npolcies: []"));
            harness.find(Findings.finding("f1", "ws1"));
            assertThat(harness.commands()).isEmpty();

            harness.say(says.policy(9, BLOCKS));
            harness.find(Findings.finding("f2", "ws1"));
            assertThat(harness.commands()).hasSize(1);
        }
    }

    @Test
    void thePushedPolicyIsInForceAfterARestore() throws Exception {
        OperatorSubtaskState state;
        try (Harness harness = begin("policies: [{mode: block}]", null, NOTHING)) {
            harness.say(says.policy(7, AUDITS));
            state = harness.snapshot(1, NOW_MILLIS);
        }
        try (Harness harness = begin("policies: [{mode: block}]", state, NOTHING)) {
            harness.find(Findings.finding("f1", "ws1"));
            assertThat(harness.commands()).isEmpty();
        }
    }

    @Test
    void whatPeopleSaidBeforeATaskBeganHoldsForItsFirstFinding() throws Exception {
        Told told = new Told(List.of(), List.of(says.policy(7, BLOCKS), says.killSwitch(7, true)));
        try (Harness harness = begin("", null, told)) {
            harness.find(Findings.finding("f1", "ws1"));
            assertThat(harness.commands()).isEmpty();
            assertThat(onlyHeld(harness).getGate()).isEqualTo("kill_switch");

            harness.say(says.killSwitch(8, false));
            harness.find(Findings.finding("f2", "ws1"));
            assertThat(harness.commands()).hasSize(1);
        }
    }

    @Test
    void theSwitchStaysOnOverARestore() throws Exception {
        OperatorSubtaskState state;
        try (Harness harness = begin("policies: [{mode: block}]", null, NOTHING)) {
            harness.say(says.killSwitch(7, true));
            state = harness.snapshot(1, NOW_MILLIS);
        }
        try (Harness harness = begin("policies: [{mode: block}]", state, NOTHING)) {
            harness.find(Findings.finding("f1", "ws1"));
            assertThat(harness.commands()).isEmpty();
        }
    }

    private Harness begin(String policy, @Nullable OperatorSubtaskState state, Told told) throws Exception {
        return Harness.begin(findings, findings.under(policy, says.trusted()), state, told);
    }

    private static HeldOrder onlyHeld(Harness harness) {
        assertThat(harness.held()).hasSize(1);
        return harness.held().get(0);
    }
}
