package io.cordon.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.policy.Exclusion.Kind;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Rule.Mode;
import io.cordon.engine.rule.RuleError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy's file says, and that whatever it says wrong is told with its place, all at once. */
class PolicyReaderTest {
    private static final String WHOLE = """
            policy: production
            policies:
              - tag: attack.execution
                mode: audit
              - rule: [r1, r2]
                group: workstations
                mode: block
                response: [kill-tree, isolate]
                duration: 4h
                approval: required
                budget: {commands: 5, within: 10m}
                exclusions:
                  - {path: 'C:\\Tools\\**', owner: ann, reason: build agent, expires: 2027-01-31}
            exclusions:
              - rule: r9
                signer: Contoso*
                endpoint: build-*
                owner: bob
                reason: tests
                expires: 2027-01-31T12:00:00Z
            versions:
              r1: abc
            budgets:
              - {per: fleet, commands: 100, within: 1h}
              - {per: asset-class, only: critical, commands: 1, within: 1d}
            never:
              addresses: [10.0.0.53, '192.0.2.0/24']
              users: [CORP\\glass]
              endpoints: [vip-*]
            allow: [10.0.0.9]
            spread: 3
            breaker: {times: 5, at-least: 7}
            freshness: {kill: 2m, isolate: 30m}
            """;

    @Test
    void everyKeyIsRead() {
        PolicyReader.Read read = PolicyReader.read("p.yml", WHOLE);

        assertThat(read.errors()).isEmpty();
        Policy policy = read.policy();
        assertThat(policy.name()).isEqualTo("production");
        assertThat(policy.statements()).hasSize(2);
        assertThat(policy.statements().get(0).selector().tags()).containsExactly("attack.execution");
        Statement blocking = policy.statements().get(1);
        assertThat(blocking)
                .isEqualTo(new Statement(
                        new Selector(Set.of("r1", "r2"), Set.of(), Set.of("workstations")),
                        Mode.BLOCK,
                        List.of(Action.KILL_TREE, Action.ISOLATE),
                        Duration.ofHours(4),
                        true,
                        5));
        assertThat(policy.exclusions())
                .extracting(
                        one -> one.of().toString(),
                        Exclusion::owner,
                        one -> one.what().keySet(),
                        Exclusion::expires)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "rule r9", "bob", Set.of(Kind.SIGNER, Kind.ENDPOINT), micros("2027-01-31T12:00:00Z")),
                        org.assertj.core.groups.Tuple.tuple(
                                "rule r1, r2; group workstations",
                                "ann",
                                Set.of(Kind.PATH),
                                micros("2027-01-31T00:00:00Z")));
        assertThat(policy.versions()).isEqualTo(Map.of("r1", "abc"));
        assertThat(policy.budgets())
                .containsExactly(
                        new Budget(Selector.ALL, Budget.Per.FLEET, Set.of(), 100, Duration.ofHours(1)),
                        new Budget(Selector.ALL, Budget.Per.ASSET_CLASS, Set.of("critical"), 1, Duration.ofDays(1)),
                        new Budget(blocking.selector(), Budget.Per.FLEET, Set.of(), 5, Duration.ofMinutes(10)));
        assertThat(policy.never().address("192.0.2.7")).isNotEmpty();
        assertThat(policy.never().user("CORP\\Glass", null)).isNotEmpty();
        assertThat(policy.never().endpoint("vip-1")).isNotEmpty();
        assertThat(policy.allow()).containsExactly("10.0.0.9");
        assertThat(policy.spread()).isEqualTo(3);
        assertThat(policy.breaker()).isEqualTo(new Policy.Breaker(5, 7));
        assertThat(policy.freshness()).isEqualTo(new Policy.Freshness(Duration.ofMinutes(2), Duration.ofMinutes(30)));
    }

    @ParameterizedTest
    @CsvSource({"off,OFF", "block,BLOCK", "audit,AUDIT", "warn,WARN", "0,OFF", "1,BLOCK", "2,AUDIT", "6,WARN"})
    void modesGoByNameOrByDefendersNumber(String written, Mode mode) {
        PolicyReader.Read read = PolicyReader.read("p.yml", "policy: p\npolicies:\n  - mode: " + written + "\n");

        assertThat(read.errors()).isEmpty();
        assertThat(read.policy().statements().get(0).mode()).isEqualTo(mode);
    }

    @Test
    void everyMistakeIsToldWithItsPlaceAllAtOnce() {
        assertErrors(
                """
                polcies: []
                policies:
                  - mode: 3
                    respnse: kill
                    duration: soon
                  - response: [none, explode]
                    mode: block
                    approval: perhaps
                    budget: {commands: -1}
                  - {rule: r1, mode: audit, exclusions: [{rule: r2, path: 'C:\\a', owner: ann, reason: r, expires: 2027-01-31}]}
                exclusions:
                  - {path: '**'}
                  - {hash: d41d8cd98f00b204e9800998ecf8427e, owner: ann, reason: MD5, expires: 2027-01-31}
                  - {hash: 'ab12*', block-mode: on, owner: ann, reason: a part, expires: 2027-01-31}
                  - owner: ann
                never: {addresses: [10.0.0.300]}
                versions: [a]
                freshness: {kil: 5m}
                spread: many
                """,
                "p.yml:1:1: expected one of policy, policies",
                "p.yml:1:1: expected the key 'policy'",
                "p.yml:3:11: expected one of off (0), block (1), audit (2), warn (6)",
                "p.yml:4:5: expected one of rule, tag, group",
                "p.yml:5:15: expected a number and one of s, m, h, d",
                "p.yml:6:16: expected an action",
                "p.yml:6:22: expected one of none, suspend, kill",
                "p.yml:6:5: expected each rule, tag and group once",
                "p.yml:8:15: expected required or none",
                "p.yml:9:24: expected a number, from 0",
                "p.yml:9:13: expected the key 'within'",
                "p.yml:10:42: expected rules that the statement is about",
                "p.yml:12:12: expected more than wildcards",
                "p.yml:12:5: expected what is spared",
                "p.yml:12:5: expected the key 'owner'",
                "p.yml:12:5: expected the key 'reason'",
                "p.yml:12:5: expected the key 'expires'",
                "p.yml:13:12: expected a SHA-256 in hex, 64 digits",
                "p.yml:13:5: expected what is spared",
                "p.yml:14:12: expected a SHA-256 in hex, 64 digits",
                "p.yml:14:5: expected what is spared",
                "p.yml:14:33: expected only",
                "p.yml:15:5: expected what is spared",
                "p.yml:15:5: expected the key 'reason'",
                "p.yml:15:5: expected the key 'expires'",
                "p.yml:16:21: expected an address or a network",
                "p.yml:17:11: expected a mapping",
                "p.yml:18:13: expected one of kill, isolate",
                "p.yml:19:9: expected a number, from 0");
    }

    @Test
    void theSameSaidTwiceIsAContradictionAndRefused() {
        assertErrors("""
                policy: p
                policies:
                  - {rule: [a, b], group: g, mode: block}
                  - {rule: [b, a], group: g, mode: audit}
                """, "p.yml:4:5: expected each rule, tag and group once");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|p.yml:1:1: expected one document, a mapping",
                "''|p.yml:1:1: expected one document, a mapping",
                "policy: [|p.yml:1:10: expected YAML",
                "policy: !!x y|p.yml:1:9: expected a value without a tag"
            })
    void whatIsNoPolicyIsRefused(String text, String error) {
        assertThat(PolicyReader.read("p.yml", text).errors())
                .singleElement()
                .asString()
                .startsWith(error);
    }

    private static void assertErrors(String text, String... beginnings) {
        List<String> told = PolicyReader.read("p.yml", text).errors().stream()
                .map(RuleError::toString)
                .toList();
        assertThat(told).hasSize(beginnings.length);
        for (String beginning : beginnings) {
            assertThat(told).anyMatch(one -> one.startsWith(beginning), beginning);
        }
    }

    private static long micros(String instant) {
        return Instant.parse(instant).toEpochMilli() * 1000;
    }
}
