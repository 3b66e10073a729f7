package io.cordon.engine.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.response.Decision.Gate;
import io.cordon.engine.response.DeskStore.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The brakes: too much of what would be right by itself waits, to the command, and other rules go on. */
class GovernorTest {
    private static final String FREE = """
            policies: [{mode: block}]
            spread: 100000
            breaker: {times: 1, at-least: 1000000}
            versions: {rule-1: hash-1, rule-2: hash-1}
            """;

    private int findings;

    @ParameterizedTest
    @CsvSource({
        "'per: fleet', 5",
        "'per: rule', 5",
        "'per: rule, only: rule-1', 5",
        "'per: rule, only: rule-2', 20",
        "'per: endpoint', 10",
        "'per: endpoint, only: ws2', 15",
        "'per: group', 10",
        "'per: group, only: ws', 15",
        "'per: asset-class, only: critical', 15",
        "'per: asset-class, only: medium', 15",
        "'per: asset-class, only: low', 20"
    })
    void aBudgetHoldsForWhatItIsFor(String budget, int commands) {
        Desks desk = new Desks(FREE + "budgets: [{" + budget + ", commands: 5, within: 10m}]");
        for (int i = 0; i < 10; i++) {
            desk.take(finding("rule-1", "ws2", i)).take(finding("rule-1", "srv1", i));
        }

        assertThat(desk.commands).hasSize(commands);
        assertThat(desk.held)
                .hasSize(20 - commands)
                .allMatch(held -> held.gate().equals(Gate.BUDGET.name()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rule: rule-1|5",
                "rule: RULE-1|5",
                "rule: [rule-1, rule-2]|5",
                "rule: rule-2|20",
                "tag: attack.execution|5",
                "tag: attack.impact|20",
                "group: ws|15",
                "tag: attack.execution, group: ws|15",
                "rule: rule-1, group: servers|15"
            })
    void aStatementsBudgetHoldsForAllThatTheStatementIsAbout(String about, int commands) {
        Desks desk = new Desks(FREE.replace(
                "{mode: block}", "{mode: block}, {" + about + ", mode: block, budget: {commands: 5, within: 10m}}"));
        for (int i = 0; i < 10; i++) {
            desk.take(finding("rule-1", "ws2", i)).take(finding("rule-1", "srv1", i));
        }

        assertThat(desk.commands).hasSize(commands);
        assertThat(desk.held).hasSize(20 - commands);
    }

    @Test
    void whatAPersonApprovedAndWhatIsReadBackCountAgainstTheBudgetOfATag() {
        String policy = FREE.replace(
                "{mode: block}", "{tag: attack.execution, mode: block, budget: {commands: 2, within: 10m}}");
        Desks before = new Desks(policy.replace("mode: block,", "mode: block, approval: required,"));
        before.take(finding("rule-1", "ws1", 0));
        assertThat(before.approve(before.held.get(0).commandId(), true)).isTrue();
        before.policy(policy);
        before.take(finding("rule-1", "ws2", 1)).take(finding("rule-1", "ws3", 2));
        assertThat(before.commands).as("the approved one counts").hasSize(2);

        Desks after = new Desks(policy);
        before.commands.forEach(after::readBack);
        after.take(finding("rule-1", "ws4", 3));
        assertThat(after.commands).as("those that were read back count").isEmpty();
        assertThat(after.held).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverComesWhenABudgetHoldsInBothTimes(long seed) {
        Random random = new Random(seed);
        Desks desk = new Desks(FREE + "freshness: {kill: 1h}\nbudgets: [{per: fleet, commands: 7, within: 10m}]");
        List<Long> walls = new ArrayList<>();
        for (long at = 4_000; at < 40_000; at += random.nextInt(60)) {
            int before = desk.commands.size();
            desk.at(at).take(finding("rule-1", "ws" + random.nextInt(50), at - random.nextInt(3_500)));
            if (desk.commands.size() > before) {
                walls.add(at * 1_000);
            }
        }

        assertThat(most(walls, 600_000)).as("by the clock, seed %d", seed).isEqualTo(7);
        assertThat(most(desk.commands.stream().map(Outgoing::startMillis).toList(), 600_000))
                .as("by event time, seed %d", seed)
                .isLessThanOrEqualTo(7);
    }

    @Test
    void theTenthEndpointWaits() {
        Desks desk = new Desks("policies: [{mode: block}]");
        for (int i = 1; i <= 12; i++) {
            desk.take(finding("rule-1", "ws" + i, i));
        }
        assertThat(desk.commands).hasSize(9);
        assertThat(desk.held).hasSize(3).extracting(Waiting::gate).containsOnly(Gate.SPREAD.name());
        desk.take(finding("rule-1", "ws3", 20));
        assertThat(desk.commands).as("one of the nine again").hasSize(10);
    }

    @Test
    void aRuleThatWantsFarMoreThanEverBeforeWaitsAndOthersGoOn() {
        Desks desk = new Desks("policies: [{mode: block}]\nspread: 100000\nversions: {rule-1: hash-1, rule-2: hash-1}");
        for (int i = 0; i < 100; i++) {
            desk.take(finding("rule-1", "ws" + i, i));
        }
        assertThat(desk.commands).hasSize(30);
        assertThat(desk.held).hasSize(70).extracting(Waiting::gate).containsOnly(Gate.BREAKER.name());
        desk.take(finding("rule-2", "ws1", 100));
        assertThat(desk.commands).hasSize(31);
    }

    @Test
    void aRuleGoneWildKeepsItsBudgetsAndItsPlaceAndOthersGoOn() {
        Desks desk = new Desks("""
                policies: [{mode: block}]
                spread: 100000
                breaker: {at-least: 1000000}
                versions: {rule-1: hash-1, rule-2: hash-1}
                budgets:
                  - {per: rule, only: rule-1, commands: 50, within: 1h}
                  - {per: endpoint, commands: 2, within: 1h}
                """);
        for (int i = 0; i < 100_000; i++) {
            desk.take(finding("rule-1", "ws" + i % 300, i / 2_000));
            if (i % 10_000 == 0) {
                desk.take(finding("rule-2", "srv" + i, i / 2_000));
            }
        }

        assertThat(desk.commands).hasSize(50 + 10);
        assertThat(desk.held).hasSize(WaitingRoom.MOST);
        assertThat(desk.remembered()).as("what a person reads, and little more").isLessThan(5_000);
        assertThat(desk.atTheEnd().remembered()).isZero();
    }

    @Test
    void budgetsForSomeAndForAllAreCountedApart() {
        Desks desk = new Desks(FREE + "budgets: [{per: rule, only: rule-1, commands: 5, within: 10m},"
                + " {per: rule, commands: 5, within: 10m}]");
        for (int i = 0; i < 10; i++) {
            desk.take(finding("rule-1", "ws" + i, i));
        }

        assertThat(desk.commands).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "'{per: fleet, commands: 50, within: 10m}', '{per: fleet, commands: 10, within: 10m}'",
        "'{per: fleet, commands: 50, within: 10m}', '{per: fleet, commands: 10, within: 1h}'",
        "'{per: rule, commands: 50, within: 10m}', '{per: rule, only: rule-1, commands: 10, within: 10m}'",
        "'{per: group, only: servers, commands: 9, within: 10m}', '{per: group, commands: 10, within: 10m}'",
        "'{per: rule, commands: 50, within: 10m}', '{per: fleet, commands: 10, within: 10m}'",
        "'', '{per: asset-class, commands: 10, within: 10m}'"
    })
    void anotherPolicyFindsCountedWhatWentOutBefore(String before, String after) {
        Desks desk = new Desks(FREE + "budgets: [" + before + "]");
        for (int i = 0; i < 20; i++) {
            desk.take(finding("rule-1", "ws" + i, i));
        }
        desk.push(FREE + "budgets: [" + after + "]").take(finding("rule-1", "ws1", 20));

        assertThat(desk.commands).hasSize(20);
        assertThat(desk.held).extracting(Waiting::gate).containsExactly(Gate.BUDGET.name());
    }

    @Test
    void noMoreIsKeptForABudgetThanOneCanWantCounted() {
        Desks desk = new Desks(FREE + "budgets: [{per: fleet, commands: 50, within: 1m}]");
        for (long minute = 40; minute < 130; minute++) {
            desk.at(minute * 60);
            for (int i = 0; i < 50; i++) {
                desk.take(finding("rule-1", "ws1", minute * 60));
            }
        }

        assertThat(desk.commands).hasSize(90 * 50);
        desk.store
                .spent()
                .keys()
                .forEach(key -> assertThat(
                                Objects.requireNonNull(desk.store.spent().get(key))
                                        .walls())
                        .as("an hour's evidence and a minute's span, or as much as another policy may want")
                        .hasSizeLessThanOrEqualTo(61 * 50 + 50));
        assertThat(desk.atTheEnd().remembered()).isZero();
    }

    @Test
    void whatARuleDidBeforeIsWhatItIsMeasuredAgainst() {
        Desks desk = new Desks("policies: [{mode: block}]\nspread: 100000");
        for (int i = 0; i < 20; i++) {
            desk.take(finding("rule-1", "ws" + i, i));
        }
        desk.at(2 * 3_600);
        for (int i = 0; i < 300; i++) {
            desk.take(finding("rule-1", "ws" + i, 2 * 3_600 - 30));
        }

        assertThat(desk.commands).as("ten times its busiest hour").hasSize(20 + 200);
    }

    @Test
    void noMoreWaitsThanAPersonReads() {
        Desks desk = new Desks("policies: [{mode: block, approval: required}]\nspread: 100000");
        for (int i = 0; i < WaitingRoom.MOST + 10; i++) {
            desk.take(finding("rule-1", "ws" + i, 1));
        }

        assertThat(desk.held).hasSize(WaitingRoom.MOST);
        assertThat(desk.withheld).hasSize(10);
        assertThat(desk.atTheEnd().remembered()).isZero();
    }

    /** The most of some times that lie within a span. */
    private static int most(List<Long> times, long span) {
        return times.stream()
                .mapToInt(from -> (int) times.stream()
                        .filter(time -> time >= from && time < from + span)
                        .count())
                .max()
                .orElse(0);
    }

    private Cases finding(String rule, String endpoint, long seconds) {
        Cases one = Cases.of("f" + findings++, rule, endpoint, seconds);
        one.tags = List.of("attack.execution");
        return one;
    }
}
