package io.cordon.engine.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import io.cordon.engine.policy.AttackSurfaceRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What policy wants of an act before it happens is ordered where an agent has a hook for it, and nowhere else. */
class StandingOrdersTest {
    private static final String OFFICE = AttackSurfaceRule.OFFICE_CHILD_PROCESS.id();
    private static final String LSASS = AttackSurfaceRule.LSASS_CREDENTIAL_STEALING.id();
    private static final String VERSIONS = Arrays.stream(AttackSurfaceRule.values())
            .map(rule -> rule.id() + ": h")
            .collect(Collectors.joining(", ", "versions: {", "}\n"));
    private static final List<String> MODES = List.of("off", "audit", "warn", "block");
    private static final long HOUR = 3_600;

    private static String policy(String mode) {
        return VERSIONS + "policies: [{tag: asr, mode: " + mode + "}]";
    }

    @ParameterizedTest
    @CsvSource({
        // mode, hook, asks, ordered, what comes of it is called
        "off,   no,  no,  nothing,",
        "off,   yes, yes, nothing,",
        "audit, no,  no,  nothing,",
        "audit, yes, yes, nothing,",
        "block, no,  no,  nothing,",
        "block, no,  yes, nothing,",
        "block, yes, no,  block, blocked",
        "block, yes, yes, block, blocked",
        "warn,  no,  no,  nothing,",
        "warn,  no,  yes, nothing,",
        "warn,  yes, no,  audit, audited: the agent can't ask its user first",
        "warn,  yes, yes, warn,  warned"
    })
    void whatIsOrderedAndWhatItIsCalled(String mode, String hook, String asks, String ordered, String called) {
        Desks desk = announcing(policy(mode), OFFICE, hook, asks);

        assertThat(desk.standing("ws1"))
                .isEqualTo(ordered.equals("nothing") ? List.of() : List.of(OFFICE + ' ' + ordered));
        assertThat(desk.called("ws1")).isEqualTo(called == null ? List.of() : List.of(OFFICE + ' ' + called));
    }

    @ParameterizedTest
    @CsvSource({"no, no, nothing", "yes, no, block", "yes, yes, block"})
    void aRuleWithoutWarnBlocksWhereItIsToWarn(String hook, String asks, String ordered) {
        Desks desk = announcing(policy("warn"), LSASS, hook, asks);

        assertThat(desk.standing("ws1"))
                .isEqualTo(ordered.equals("nothing") ? List.of() : List.of(LSASS + ' ' + ordered));
        assertThat(desk.called("ws1")).allSatisfy(one -> assertThat(one).contains("the rule has no warn"));
    }

    private static Desks announcing(String policy, String rule, String hook, String asks) {
        List<String> capabilities = new ArrayList<>(List.of("stop:process"));
        if (hook.equals("yes")) {
            capabilities.add("hold:" + rule);
        }
        if (asks.equals("yes")) {
            capabilities.add("ask-user");
        }
        return new Desks(policy).announce("ws1", capabilities.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "warn,  yes, yes, the agent warns of it",
        "warn,  yes, no,  warn becomes audit",
        "warn,  no,  yes, warn becomes audit"
    })
    void whatWasWarnedOfAndHappenedAllTheSameIsNotRemediated(String mode, String hook, String asks, String said) {
        Desks desk = announcing(policy(mode), OFFICE, hook, asks);
        desk.take(officeFinding());

        assertThat(desk.commands).isEmpty();
        assertThat(desk.withheld)
                .singleElement()
                .satisfies(one -> assertThat(one.why()).startsWith(said));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no"})
    void whatHappensUnderBlockIsRemediatedWhateverAnAgentAnnounced(String hook) {
        Desks desk = announcing(policy("block"), OFFICE, hook, "no");
        desk.take(officeFinding());

        assertThat(desk.said()).containsExactly("stop process");
    }

    private static Cases officeFinding() {
        Cases one = new Cases();
        one.rule = OFFICE;
        one.hash = "h";
        one.tags = AttackSurfaceRule.OFFICE_CHILD_PROCESS.tags();
        return one;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "policies: [{tag: asr, mode: block, approval: required}]",
                "policies: [{tag: asr, mode: block}]\nexclusions: [{user: ann*, owner: ann, reason: r, expires: 2027-01-01}]",
                "policies: [{tag: asr, mode: block}]\nexclusions: [{endpoint: ws1, owner: ann, reason: r, expires: 2027-01-01}]",
                "policies: [{tag: asr, mode: block}, {tag: attack, mode: audit}]"
            })
    void nothingIsHeldBeforehandThatAPersonOrTheActItselfHasToTell(String lines) {
        assertThat(new Desks(VERSIONS + lines).announce("ws1", "hold:" + OFFICE).standing("ws1"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exclusions: [{path: 'C:\\**', owner: ann, reason: r, expires: 2026-01-01}]",
                "exclusions: [{endpoint: srv*, owner: ann, reason: r, expires: 2027-01-01}]",
                "exclusions: [{path: 'C:\\**', block-mode: only, owner: ann, reason: r, expires: 2027-01-01}]",
                "exclusions: [{path: 'C:\\**', rule: other, owner: ann, reason: r, expires: 2027-01-01}]"
            })
    void anExclusionOfSomethingElseKeepsNothingBack(String lines) {
        assertThat(new Desks(policy("block") + '\n' + lines)
                        .announce("ws1", "hold:" + OFFICE)
                        .standing("ws1"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"tag: asr, 0", "'tag: asr, group: ws', 0", "'tag: asr, group: servers', 1", "tag: attack.impact, 1"})
    void anExclusionOfAStatementKeepsBackWhatTheStatementIsAbout(String about, int count) {
        String lines = policy("block")
                .replace(
                        "]",
                        ", {" + about + ", mode: block, exclusions: [{path: 'C:\\**', owner: ann, reason: r,"
                                + " expires: 2027-01-01}]}]")
                .replace("{tag: asr, mode: block}", "{mode: block}");

        assertThat(new Desks(lines).announce("ws1", "hold:" + OFFICE).standing("ws1"))
                .hasSize(count);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "'antivirus: none, automation: none', 0",
        "'antivirus: none, automation: approval', 0",
        "'antivirus: none, automation: processes', 1",
        "'antivirus: none, automation: full', 1",
        "'antivirus: Contoso, block-mode: on, automation: full', 0",
        "'antivirus: Contoso, block-mode: off, automation: full', 0"
    })
    void theEndpointsRecordHasItsSay(String record, int count) {
        String records = record.isEmpty() ? "" : "{endpoint: ws1, group: ws, " + record + "}";

        assertThat(Desks.of(policy("block"), records)
                        .announce("ws1", "hold:" + OFFICE)
                        .standing("ws1"))
                .hasSize(count);
    }

    @Test
    void aRuleThatNoVersionIsNamedOfIsAudited() {
        assertThat(new Desks("policies: [{tag: asr, mode: block}]")
                        .announce("ws1", "hold:" + OFFICE)
                        .standing("ws1"))
                .isEmpty();
    }

    @Test
    void standsBesideWhatIsLeasedInOneDocument() {
        Desks desk = new Desks(VERSIONS.replace("}\n", ", rule-1: hash-1}\n")
                        + "policies: [{tag: asr, mode: block}, {rule: rule-1, mode: block, response: [isolate]}]")
                .announce("ws1", "hold:" + OFFICE)
                .take(new Cases());
        DesiredState last = desk.desired.get(desk.desired.size() - 1);

        assertThat(OrderText.read(last.payload()).path("entries")).hasSize(2);
        assertThat(desk.standing("ws1")).containsExactly(OFFICE + " block");
    }

    @Test
    void isRenewedWhileTheAgentIsHeardOfAndEndsWhenItIsNot() {
        Desks desk = new Desks(policy("block")).announce("ws1", "hold:" + OFFICE);
        for (int hour = 1; hour <= 60; hour++) {
            desk.at(hour * HOUR).announce("ws1", "hold:" + OFFICE);
            assertThat(desk.standing("ws1")).as("after %d hours", hour).hasSize(1);
        }
        desk.at(60 * HOUR + 23 * HOUR);
        assertThat(desk.standing("ws1")).hasSize(1);
        desk.at(60 * HOUR + 25 * HOUR);

        assertThat(desk.standing("ws1")).isEmpty();
        assertThat(desk.atTheEnd().remembered()).isZero();
    }

    @Test
    void theKillSwitchStopsNewOnesAndLetsTheRestEnd() {
        Desks desk = new Desks(policy("block")).announce("ws1", "hold:" + OFFICE);
        desk.killSwitch(1, true);
        desk.announce("ws2", "hold:" + OFFICE).announce("ws1", "hold:" + OFFICE, "hold:" + LSASS);
        assertThat(desk.standing("ws2")).isEmpty();
        assertThat(desk.standing("ws1")).containsExactly(OFFICE + " block");
        desk.push(policy("audit")).at(60);

        assertThat(desk.standing("ws1")).isEmpty();
    }

    /** Whatever happened before, what stands is what the last policy wants of what the agent said last within a day. */
    @Test
    void anyOrderOfPoliciesAnnouncementsTimeAndRestartsEndsInTheSameOrders() {
        qt().withExamples(500)
                .forAll(integers().all(), integers().all())
                .checkAssert(StandingOrdersTest::endsInTheSameOrders);
    }

    private static void endsInTheSameOrders(int story, int ending) {
        Random random = new Random(story);
        Random last = new Random(ending);
        String policy = policy("audit");
        List<String> said = List.of();
        long saidMillis = 0;
        long at = 10;
        Desks desk = new Desks(policy);
        for (int i = 0; i < 30; i++) {
            Random step = i < 20 ? random : last;
            at += 120 + (step.nextInt(4) == 0 ? step.nextInt(30) * HOUR : step.nextInt(600));
            desk.at(at);
            switch (step.nextInt(4)) {
                case 0 -> {
                    policy = policy(MODES.get(step.nextInt(MODES.size())));
                    desk.push(policy);
                }
                case 1 -> {
                    said = said(step);
                    saidMillis = desk.now();
                    desk.announce("ws1", said.toArray(String[]::new));
                }
                case 2 -> desk.announceAt(saidMillis, "ws1", said); // read again after a failure
                default -> desk.policy(policy);
            }
        }
        at += 5;
        desk.at(at);
        boolean isHeard = desk.now() - saidMillis < 24 * HOUR * 1_000;

        assertThat(desk.standing("ws1"))
                .as("story %d, ending %d", story, ending)
                .isEqualTo(isHeard ? expected(policy, said) : List.of());
    }

    private static List<String> said(Random random) {
        List<String> said = new ArrayList<>();
        for (String one : List.of("hold:" + OFFICE, "hold:" + LSASS, "ask-user", "stop:process", "hold:nothing")) {
            if (random.nextBoolean()) {
                said.add(one);
            }
        }
        return said;
    }

    private static List<String> expected(String policy, List<String> said) {
        boolean blocks = policy.contains("mode: block");
        boolean warns = policy.contains("mode: warn");
        List<String> expected = new ArrayList<>();
        if (said.contains("hold:" + LSASS) && (blocks || warns)) {
            expected.add(LSASS + " block");
        }
        if (said.contains("hold:" + OFFICE) && (blocks || warns)) {
            expected.add(OFFICE + ' ' + (blocks ? "block" : said.contains("ask-user") ? "warn" : "audit"));
        }
        return expected;
    }
}
