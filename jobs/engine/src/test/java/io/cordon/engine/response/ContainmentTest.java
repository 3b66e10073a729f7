package io.cordon.engine.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Target;
import io.cordon.engine.finding.Thing;
import io.cordon.engine.response.Decision.Gate;
import io.cordon.engine.response.Decision.Held;
import io.cordon.engine.response.Decision.Order;
import io.cordon.engine.response.Decision.Withheld;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Response.Reach;
import io.cordon.engine.rule.Rule.Mode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must never be ordered, gate by gate, and that the rest is. */
class ContainmentTest {
    private static final long NOW = Cases.EVIDENCE + 2 * Cases.SECOND;
    private static final long LIMIT = 300 * Cases.SECOND;

    private final Set<String> ordered = new HashSet<>();
    private final Cases one = new Cases();
    private String policy = "policies: [{mode: block}]";
    private String endpoints = "";

    @Test
    void aFreshConfirmedFindingInBlockModeKillsItsTarget() {
        assertThat(decide(NOW)).isInstanceOf(Order.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "audit", "warn"})
    void whatPolicyDoesNotBlockOrdersNothing(String mode) {
        policy = "policies: [{mode: " + mode + "}]";
        assertWithheld(Gate.MODE, NOW);
    }

    @Test
    void withoutAPolicyNothingIsOrdered() {
        policy = "";
        assertWithheld(Gate.MODE, NOW);
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, mode = EnumSource.Mode.EXCLUDE, names = "BLOCK")
    void whoPushedTheRulesCanAskForLessThanPolicyAllows(Mode mode) {
        one.ceiling = mode;
        assertWithheld(Gate.MODE, NOW);
    }

    @Test
    void whoWroteARuleCannotSwitchItToBlock() {
        policy = "policies: [{mode: audit}]";
        one.ceiling = Mode.BLOCK;
        assertWithheld(Gate.MODE, NOW);
    }

    @Test
    void aNewRuleOrAnotherVersionOfOneThatBlocksStartsInAudit() {
        one.hash = "hash-2";
        assertWithheld(Gate.MODE, NOW);
    }

    @Test
    void aRuleThatWantsNothingContainedOrdersNothing() {
        one.wanted = Action.NONE;
        assertWithheld(Gate.NO_ACTION, NOW);
    }

    /** As a rule has it that wants nothing and finds a file written: no process is meant, the file is named. */
    @Test
    void policyCanWantMoreThanTheRule() {
        one.wanted = Action.NONE;
        one.target = Cases.thing(Map.of(Thing.NAMED_FILE, "C:\\t\\bill.exe"));
        policy = "policies: [{mode: block, response: [kill, quarantine-file, isolate]}]";
        endpoints = "{endpoint: ws1, group: g, antivirus: none, automation: full}";

        List<Decision> decisions = decisions(NOW);
        assertThat(decisions.get(0))
                .isInstanceOfSatisfying(
                        Withheld.class, kill -> assertThat(kill.gate()).isEqualTo(Gate.TARGET));
        assertThat(decisions.subList(1, 3))
                .extracting(one -> ((Order) one).action())
                .containsExactly(Action.QUARANTINE_FILE, Action.ISOLATE);
    }

    @Test
    void theFileThatIsMeantIsTheOneThatTheEventIsAboutAndNotWhoWroteIt() {
        one.target = Objects.requireNonNull(one.target)
                .with(Map.of(
                        Thing.SHA256.key(), "aa",
                        Thing.NAMED_FILE.key(), "C:\\t\\driver.sys",
                        Thing.NAMED_SHA256.key(), "dd"));
        policy = "policies: [{mode: block, response: [kill, quarantine-file, deny-hash]}]";
        endpoints = "{endpoint: ws1, group: g, antivirus: none, automation: full}";

        assertThat(decisions(NOW))
                .extracting(one -> Desks.target((Order) one))
                .containsExactly(
                        "{\"process\":{\"pid\":4242,\"name\":\"a.exe\",\"command_line\":\"a.exe -enc \\\"ü\\\"\","
                                + "\"executable\":{\"path\":\"C:\\\\Users\\\\ann\\\\AppData\\\\Local\\\\Temp\\\\a.exe\"}}}",
                        "{\"file\":{\"path\":\"C:\\\\t\\\\driver.sys\",\"hashes\":{\"sha256\":\"dd\"}}}",
                        "{\"file\":{\"hashes\":{\"sha256\":\"dd\"}}}");
    }

    @Test
    void noHashButThatOfTheFileThatIsMeantIsDenied() {
        one.target = Objects.requireNonNull(one.target)
                .with(Map.of(Thing.SHA256.key(), "aa", Thing.NAMED_FILE.key(), "C:\\t\\driver.sys"));
        policy = "policies: [{mode: block, response: deny-hash}]";
        endpoints = "{endpoint: ws1, group: g, antivirus: none, automation: full}";
        assertWithheld(Gate.TARGET, NOW);
    }

    @Test
    void whatMayStillBeDisprovedKillsNothing() {
        one.state = Finding.State.PROVISIONAL;
        assertWithheld(Gate.PROVISIONAL, NOW);
    }

    @Test
    void whatRestsOnAncestorsNeverSeenKillsNothing() {
        one.ancestryIncomplete = true;
        assertWithheld(Gate.PROVISIONAL, NOW);
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"SUSPEND", "KILL", "KILL_TREE", "ISOLATE", "QUARANTINE_FILE"})
    void whatRestsOnAnEdgeContainsNothingOnTheFarSideUnlessAPersonWantsIt(Action action) {
        endpoints = "{endpoint: ws1, group: g, antivirus: none, automation: full}";
        one.wanted = action;
        one.disprovable = true;
        one.grafted = Set.of("ws1");
        assertHeld(Gate.EDGE, NOW);
    }

    @Test
    void whatRestsOnAnEdgeElsewhereContainsWhatMatchesByItself() {
        one.reporters = Set.of("ws1", "ws2");
        one.grafted = Set.of("ws2");
        assertThat(decide(NOW)).isInstanceOf(Order.class);
    }

    @Test
    void whatWasDisprovedKillsNothing() {
        one.state = Finding.State.RETRACTED;
        assertWithheld(Gate.RETRACTED, NOW);
    }

    @Test
    void evidenceIsFreshUntilTheLimitAndNotAtIt() {
        assertThat(decide(Cases.EVIDENCE + LIMIT - 1)).isInstanceOf(Order.class);
        assertHeld(Gate.STALE, Cases.EVIDENCE + LIMIT);
    }

    @Test
    void aPersonCanStillApproveWhatIsADayOldAndNobodyWhatIsOlder() {
        long day = Containment.HELD.toNanos() / 1000;
        assertHeld(Gate.STALE, Cases.EVIDENCE + day - 1);
        assertThat(((Held) decide(Cases.EVIDENCE + LIMIT)).expiresMillis()).isEqualTo((Cases.EVIDENCE + day) / 1000);
        assertWithheld(Gate.STALE, Cases.EVIDENCE + day);
    }

    @Test
    void oldEventsThatKafkaTookJustNowAreOld() {
        one.time = NOW - Duration.ofDays(3).toNanos() / 1000; // a laptop back after three days
        one.appendTime = NOW;
        assertWithheld(Gate.STALE, NOW);
    }

    @Test
    void aClockThatRunsAheadMakesOldRecordsNoFresher() {
        one.time = NOW + LIMIT / 2;
        one.appendTime = NOW - LIMIT; // a lost offset, a new group, a backfill, a rule over the retained past
        assertHeld(Gate.STALE, NOW);
    }

    @Test
    void timesFarAheadAreNotFreshForever() {
        one.time = NOW + 2 * LIMIT;
        one.appendTime = NOW + 2 * LIMIT;
        assertWithheld(Gate.STALE, NOW);
    }

    @Test
    void aTimeThatIsNotKnownIsOld() {
        one.appendTime = EndpointEvent.ABSENT;
        assertWithheld(Gate.STALE, NOW);
        one.appendTime = NOW;
        one.time = EndpointEvent.ABSENT;
        assertWithheld(Gate.STALE, NOW);
    }

    @Test
    void theLimitCanBeSet() {
        policy = "policies: [{mode: block}]\nfreshness: {kill: 1s}";
        assertHeld(Gate.STALE, NOW);
    }

    @Test
    void anIsolationMayRestOnEvidenceOfAnHour() {
        policy = "policies: [{mode: block, response: isolate}]";
        endpoints = "{endpoint: ws1, group: g, antivirus: none, automation: full}";

        assertThat(decide(Cases.EVIDENCE + 12 * LIMIT - 1)).isInstanceOf(Order.class);
        assertHeld(Gate.STALE, Cases.EVIDENCE + 12 * LIMIT);
    }

    @Test
    void aMissingOrAmbiguousTargetIsNotGuessedAndTheReasonIsKept() {
        one.target = null;
        assertThat(decide(NOW))
                .isEqualTo(new Withheld(Gate.TARGET, "kill-tree has no target: which process is meant is not known"));
    }

    @Test
    void oneEndpointsEvidenceOrdersNothingOnAnother() {
        one.reporters = Set.of("ws2");
        assertWithheld(Gate.FOREIGN, NOW);
        one.reporters = Set.of("ws1", "ws2");
        assertThat(decide(NOW)).isInstanceOf(Order.class);
    }

    @Test
    void aProtectedProcessIsNotTouchedWhateverIsWanted() {
        one.target = Cases.target(700, "C:\\Windows\\System32\\lsass.exe");
        assertWithheld(Gate.PROTECTED, NOW);
    }

    @Test
    void aNewVersionOfAFindingNeverRepeatsACommand() {
        ordered.add(order(NOW).commandId());
        one.version = 2;
        one.appendTime += Cases.SECOND;
        assertWithheld(Gate.ALREADY_ORDERED, NOW);
    }

    @Test
    void theFirstGateThatHoldsAFindingBackIsNamed() {
        one.target = null;
        one.ceiling = Mode.AUDIT;
        assertWithheld(Gate.MODE, Cases.EVIDENCE + LIMIT);
        one.ceiling = Mode.BLOCK;
        assertWithheld(Gate.STALE, Cases.EVIDENCE + LIMIT);
        one.state = Finding.State.RETRACTED;
        one.ceiling = Mode.AUDIT;
        assertWithheld(Gate.RETRACTED, Cases.EVIDENCE + LIMIT);
    }

    @Test
    void idsFollowFromFindingAndTargetAndFitOpenC2() {
        String id = order(NOW).commandId();
        assertThat(id)
                .hasSizeLessThanOrEqualTo(36)
                .isEqualTo(order(NOW + Cases.SECOND).commandId());
        one.finding = "f2";
        assertThat(order(NOW).commandId()).isNotEqualTo(id);
        one.finding = "f1";
        one.target = new Target("ws1", "{e-2}", 4242, Cases.EVIDENCE, "C:\\a.exe", null, null, null);
        assertThat(order(NOW).commandId()).isNotEqualTo(id);
    }

    @Test
    void decidedAnewTheOrderIsTheSameToTheByte() {
        assertThat(order(NOW + 60 * Cases.SECOND)).isEqualTo(order(NOW));
    }

    @Test
    void whatAnExclusionSparesIsNotTouched() {
        policy += "\nexclusions: [{command-line: 'a.exe -enc*', owner: o, reason: r, expires: 2027-01-01}]";
        assertWithheld(Gate.EXCLUDED, NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{tag: attack.execution, mode: block, EXCLUSIONS}|true",
                "{tag: attack.execution, group: g, mode: block, EXCLUSIONS}|true",
                "{group: g, mode: block, EXCLUSIONS}|true",
                "{rule: rule-1, group: g, mode: block, EXCLUSIONS}|true",
                "{mode: block}, {tag: attack.persistence, mode: block, EXCLUSIONS}|false",
                "{mode: block}, {group: other, mode: block, EXCLUSIONS}|false",
                "{mode: block}, {rule: rule-1, group: other, mode: block, EXCLUSIONS}|false",
                "{mode: block}, {rule: rule-2, tag: attack.execution, mode: block, EXCLUSIONS}|false",
                "{mode: block}, {tag: attack.execution, group: other, mode: block, EXCLUSIONS}|false"
            })
    void aStatementsExclusionSparesOnlyWhatTheStatementIsAbout(String statements, boolean isSpared) {
        endpoints = "{endpoint: ws1, group: g, antivirus: none, automation: full}";
        one.tags = List.of("attack.execution");
        policy = "policies: ["
                + statements.replace(
                        "EXCLUSIONS",
                        "exclusions: [{command-line: 'a.exe -enc*', owner: o, reason: r, expires: 2027-01-01}]")
                + "]";
        if (isSpared) {
            assertWithheld(Gate.EXCLUDED, NOW);
        } else {
            assertThat(decide(NOW)).isInstanceOf(Order.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the endpoint's record | what is spared | what comes of a finding
                "antivirus: Contoso, block-mode: on|command-line: 'a.exe -enc*'|EXCLUDED",
                "antivirus: Contoso, block-mode: on|command-line: 'b.exe*'|",
                "antivirus: Contoso, block-mode: off|command-line: 'a.exe -enc*'|CAPABILITY",
                "antivirus: cordon, block-mode: on|command-line: 'a.exe -enc*'|",
                "antivirus: none|command-line: 'a.exe -enc*'|",
                "|command-line: 'a.exe -enc*'|"
            })
    void blockModesOwnExclusionsHoldWhereBlockModeActsAndNowhereElse(
            @Nullable String record, String spared, @Nullable Gate gate) {
        endpoints = record == null ? "" : "{endpoint: ws1, group: g, automation: full, " + record + "}";
        String own = "exclusions: [{block-mode: only, " + spared + ", owner: o, reason: r, expires: 2027-01-01}]";
        for (String lines :
                List.of("policies: [{mode: block}]\n" + own, "policies: [{rule: rule-1, mode: block, " + own + "}]")) {
            policy = lines;
            if (gate == null) {
                assertThat(decide(NOW)).as(lines).isInstanceOf(Order.class);
            } else {
                assertWithheld(gate, NOW);
            }
        }
    }

    @Test
    void whatBlockModeMaySpareWaitsForAPerson() {
        endpoints = "{endpoint: ws1, group: g, automation: full, antivirus: Contoso, block-mode: on}";
        policy += "\nexclusions: [{block-mode: only, signer: Contoso, owner: o, reason: r, expires: 2027-01-01}]";
        assertHeld(Gate.EXCLUDED, NOW);
        endpoints = "{endpoint: ws1, group: g, automation: full, antivirus: none}";
        assertThat(decide(NOW)).isInstanceOf(Order.class);
    }

    @Test
    void whatAnExclusionMaySpareWaitsForAPerson() {
        policy += "\nexclusions: [{signer: Contoso, owner: o, reason: r, expires: 2027-01-01}]";
        assertHeld(Gate.EXCLUDED, NOW);
    }

    @Test
    void whatPolicyWantsApprovedIsHeldUnderTheIdOfItsOrder() {
        String id = order(NOW).commandId();
        policy = "policies: [{mode: block, approval: required}]";
        assertHeld(Gate.APPROVAL, NOW);
        assertThat(((Held) decide(NOW)).order().commandId()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "none, kill-tree, false, APPROVAL",
        "approval, kill-tree, true, APPROVAL",
        "processes, kill-tree, true,",
        "processes, isolate, true, APPROVAL",
        "full, isolate, true,"
    })
    void theEndpointsRecordSaysHowMuchIsDoneWithoutAPerson(
            String automation, String action, boolean isPossible, @Nullable Gate gate) {
        policy = "policies: [{mode: block, response: " + action + "}]";
        endpoints = "{endpoint: ws1, group: g, antivirus: none, automation: " + automation + "}";

        if (gate == null) {
            assertThat(decide(NOW)).isInstanceOf(Order.class);
        } else if (isPossible) {
            assertHeld(gate, NOW);
        } else {
            assertWithheld(gate, NOW);
        }
    }

    @Test
    void onAnEndpointWithoutARecordNothingButProcessesIsTouched() {
        one.target = one.target == null ? null : one.target.with(Map.of(Thing.SHA256.key(), "ab"));
        for (Action action : Action.values()) {
            if (action != Action.NONE && Aim.of(one.build(), action) != null) {
                policy = "policies: [{mode: block, response: " + action.written() + "}]";
                if (action.reach() == Reach.PROCESS) {
                    assertThat(decide(NOW)).as(action.written()).isInstanceOf(Order.class);
                } else {
                    assertWithheld(Gate.CAPABILITY, NOW);
                }
            }
        }
    }

    @Test
    void whereAnotherAntivirusIsPrimaryOnlyBlockModeActs() {
        endpoints = "{endpoint: ws1, group: g, antivirus: Contoso}";
        assertWithheld(Gate.CAPABILITY, NOW);
        endpoints = "{endpoint: ws1, group: g, antivirus: Contoso, block-mode: on}";
        assertThat(decide(NOW)).isInstanceOf(Order.class);
        one.tags = List.of("attack.execution", "asr.d4f940ab-401b-4efc-aadc-ad5f3c50688a");
        assertWithheld(Gate.CAPABILITY, NOW);
    }

    @Test
    void anAccountOrAnAddressIsContainedByNobodyAlone() {
        endpoints = "{endpoint: ws1, group: g, antivirus: none, automation: full}";
        policy = "policies: [{mode: block, response: contain-user}]";
        assertHeld(Gate.APPROVAL, NOW);
        policy = "policies: [{mode: block, response: contain-address}]";
        one.target = Cases.thing(Map.of(Thing.ADDRESS, "203.0.113.9"));
        assertHeld(Gate.APPROVAL, NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "isolate||{endpoint: ws1, group: g, antivirus: none, automation: full, role: hypervisor}",
                "isolate||{endpoint: ws1, group: g, antivirus: none, automation: full, role: [server, gateway]}",
                "isolate||{endpoint: ws1, group: g, antivirus: none, automation: full, role: cordon}",
                "isolate-selective|never: {endpoints: [ws1]}|{endpoint: ws1, group: g, antivirus: none, automation: full}",
                "contain-user|never: {users: [CORP\\ann]}|{endpoint: ws1, group: g, antivirus: none, automation: full}",
                "contain-address||{endpoint: ws1, group: g, antivirus: none}, {endpoint: ns, group: g, antivirus: none, role: dns,"
                        + " addresses: 203.0.113.9}",
                "contain-address|never: {addresses: 203.0.113.0/24}|{endpoint: ws1, group: g, antivirus: none}",
                "quarantine-file||{endpoint: ws1, group: g, antivirus: none, automation: full}",
                "deny-hash||{endpoint: ws1, group: g, antivirus: none, automation: full}"
            })
    void whoEverybodyStandsOnIsNeverContained(String action, @Nullable String never, String records) {
        policy = "policies: [{mode: block, response: " + action + "}]\n" + (never == null ? "" : never);
        endpoints = records;
        one.target = Cases.thing(Map.of(
                Thing.ADDRESS, "203.0.113.9",
                Thing.USER, "CORP\\ann",
                Thing.FILE, "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
                Thing.SHA256, "ab"));
        assertWithheld(Gate.PROTECTED, NOW);
    }

    @ParameterizedTest
    @CsvSource({"'', 4", "'duration: 24h', 4", "'duration: 1h', 1"})
    void aStatementThatLeavesTheDurationAtTheUsualCountsAmongTheShortest(String other, int hours) {
        one.tags = List.of("t1", "t2");
        endpoints = "{endpoint: ws1, group: g, antivirus: none, automation: full}";
        policy = "policies: [{tag: t1, mode: block, response: isolate}, {tag: t2, mode: block, response: isolate, "
                + other + "}]";
        Order order = order(Cases.EVIDENCE);

        assertThat(order.stopMillis() - order.startMillis()).isEqualTo(hours * 3_600_000L);
    }

    private Decision decide(long now) {
        return decisions(now).get(0);
    }

    private List<Decision> decisions(long now) {
        return new Containment(Cases.policy(policy), Cases.endpoints(endpoints), ProtectedProcesses.builtIn())
                .decide(one.build(), now, ordered::contains);
    }

    private Order order(long now) {
        Decision decision = decide(now);
        assertThat(decision).isInstanceOf(Order.class);
        return (Order) decision;
    }

    private void assertWithheld(Gate gate, long now) {
        assertThat(decisions(now)).singleElement().isInstanceOfSatisfying(Withheld.class, held -> {
            assertThat(held.gate()).isEqualTo(gate);
            assertThat(held.why()).isNotBlank();
        });
    }

    private void assertHeld(Gate gate, long now) {
        assertThat(decisions(now)).singleElement().isInstanceOfSatisfying(Held.class, held -> {
            assertThat(held.gate()).isEqualTo(gate);
            assertThat(held.why()).isNotBlank();
        });
    }
}
