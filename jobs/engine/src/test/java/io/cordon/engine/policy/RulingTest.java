package io.cordon.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.policy.Policy.Ruling;
import io.cordon.engine.rule.Response;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.Rule.Mode;
import io.cordon.engine.rule.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which statement counts, and what comes of several that differ: the table of docs/policy.md. */
class RulingTest {
    private static final Endpoint ENDPOINT = EndpointsReader.read(
                    "e.yml", "endpoints: [{endpoint: ws1, group: ws, antivirus: none}]")
            .endpoints()
            .of("ws1");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing is said|{rule: other, mode: block}|AUDIT",
                "of another group|{group: servers, mode: block}|AUDIT",
                "all|{mode: block}|BLOCK",
                "a group before all|{mode: block}, {group: ws, mode: audit}|AUDIT",
                "a tag before all|{mode: audit}, {tag: t1, mode: block}|BLOCK",
                "a tag before a group|{group: ws, mode: audit}, {tag: t1, mode: block}|BLOCK",
                "a rule before a tag|{tag: t1, group: ws, mode: audit}, {rule: r, mode: block}|BLOCK",
                "a rule in a group before a rule|{rule: r, mode: block}, {rule: r, group: ws, mode: off}|OFF",
                "two tags: the weaker|{tag: t1, mode: block}, {tag: t2, mode: warn}|WARN",
                "two tags, the other way round|{tag: t2, mode: warn}, {tag: t1, mode: block}|WARN",
                "two groups of which one is its|{group: ws, mode: block}, {group: [x, y], mode: off}|BLOCK",
                "a tag stands for those below it|{tag: attack.t9, mode: block}|BLOCK",
                "a tag below another before it|{tag: attack.t9, mode: audit}, {tag: attack.t9.1, mode: block}|BLOCK",
                "a tag is no beginning of a word|{tag: attack.t, mode: block}|AUDIT",
                "an id in another case|{rule: R, mode: block}|BLOCK",
                "off is weaker than audit|{tag: t1, mode: audit}, {tag: t2, mode: off}|OFF"
            })
    void ofStatementsThatDifferTheMostPreciseCountsAndThenTheMostCareful(String why, String statements, Mode mode) {
        assertThat(ruling(statements).mode()).as(why).isEqualTo(mode);
    }

    @Test
    void eachPartIsTheMostCarefulByItself() {
        Ruling ruling = ruling("{tag: t1, mode: block, response: [kill, isolate], duration: 8h},"
                + "{tag: t2, mode: block, response: [suspend, isolate], duration: 1h, approval: required}");

        assertThat(ruling.actions()).containsExactly(Action.ISOLATE);
        assertThat(ruling.duration()).isEqualTo(Duration.ofHours(1));
        assertThat(ruling.approval()).isTrue();
    }

    @Test
    void whatTheRuleWantsIsDoneWherePolicyNamesNoResponse() {
        assertThat(ruling("{mode: block}").actions()).containsExactly(Action.KILL_TREE);
        assertThat(ruling("{tag: t1, mode: block}, {tag: t2, mode: block, response: isolate}")
                        .actions())
                .as("what not both want is not done")
                .isEmpty();
    }

    @Test
    void aNewVersionOfARuleThatBlocksStartsInAudit() {
        Policy policy = policy("{mode: block}, {rule: w, mode: warn}");

        assertThat(policy.ruling("r", "h2", List.of(), Action.KILL, ENDPOINT).mode())
                .isEqualTo(Mode.AUDIT);
        assertThat(policy.ruling("new", "h1", List.of(), Action.KILL, ENDPOINT).mode())
                .isEqualTo(Mode.AUDIT);
        assertThat(policy.ruling("w", "h2", List.of(), Action.KILL, ENDPOINT).mode())
                .isEqualTo(Mode.AUDIT);
        assertThat(policy.ruling("r", "h1", List.of(), Action.KILL, ENDPOINT).mode())
                .isEqualTo(Mode.BLOCK);
    }

    @Test
    void pinningKeepsTheVersionsThatTheFileNames() {
        assertThat(policy("{mode: block}").pinned(Map.of("r", "h2", "s", "h3")).versions())
                .isEqualTo(Map.of("r", "h1", "s", "h3"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{mode: block}|HIDDEN",
                "{rule: r, mode: warn}|HIDDEN",
                "{tag: t1, group: servers, mode: block}|HIDDEN",
                "{mode: audit}|NONE",
                "{rule: other, mode: block}|NONE",
                "{tag: t2, mode: block}|NONE"
            })
    void aRuleThatACorrelationSilencesIsHeardWhereThePolicyMayActOnIt(String statements, Rule.Voice voice) {
        assertThat(policy(statements).heard(silenced("h1")).voice()).isEqualTo(voice);
        assertThat(policy(statements).heard(silenced("h2")).voice())
                .as("another version")
                .isEqualTo(Rule.Voice.NONE);
    }

    private static Rule silenced(String version) {
        return new Rule(
                "r",
                "Silenced",
                Rule.Language.SIGMA,
                version,
                Rule.Level.HIGH,
                Mode.BLOCK,
                List.of(),
                List.of(),
                List.of("t1"),
                new Scope("", Set.of(), Set.of()),
                new Condition.Any(List.of()),
                Response.DEFAULT,
                Rule.Voice.NONE,
                null,
                null,
                null,
                List.of());
    }

    @Test
    void aGuidIsTheSameInAnyCase() {
        Policy policy = PolicyReader.read(
                        "p.yml", "policy: p\nversions: {D4F9-AB: h1}\npolicies: [{rule: D4f9-ab, mode: block}]\n")
                .policy();

        assertThat(policy.ruling("d4f9-AB", "h1", List.of(), Action.KILL, ENDPOINT)
                        .mode())
                .isEqualTo(Mode.BLOCK);
    }

    @Test
    void anAttackSurfaceRulesGuidIsOfEachOfItsDocuments() {
        Policy policy = policy("{rule: 3B576869-a4ec-4529-8536-b80a7769e899, mode: block}");
        List<String> tags = List.of("asr.3b576869-a4ec-4529-8536-b80a7769e899", "attack.execution");

        assertThat(policy.ruling("r", "h1", tags, Action.KILL, ENDPOINT).mode()).isEqualTo(Mode.BLOCK);
        assertThat(policy.ruling("r", "h2", tags, Action.KILL, ENDPOINT).mode())
                .as("each in the version that is named")
                .isEqualTo(Mode.AUDIT);
        assertThat(policy.ruling("r", "h1", List.of("attack.execution"), Action.KILL, ENDPOINT)
                        .mode())
                .isEqualTo(Mode.AUDIT);
    }

    @Test
    void withoutAPolicyEverythingIsAudited() {
        assertThat(Policy.NONE
                        .ruling("r", "h1", List.of(), Action.KILL, ENDPOINT)
                        .mode())
                .isEqualTo(Mode.AUDIT);
    }

    private static Ruling ruling(String statements) {
        return policy(statements).ruling("r", "h1", List.of("t1", "t2", "attack.t9.1"), Action.KILL_TREE, ENDPOINT);
    }

    private static Policy policy(String statements) {
        PolicyReader.Read read =
                PolicyReader.read("p.yml", "policy: p\nversions: {r: h1}\npolicies: [" + statements + "]\n");
        assertThat(read.errors()).isEmpty();
        return read.policy();
    }
}
