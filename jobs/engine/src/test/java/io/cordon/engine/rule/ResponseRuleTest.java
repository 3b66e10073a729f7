package io.cordon.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Response.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rule can want contained: every action, on whom it makes sense. */
class ResponseRuleTest {
    private static final String RULE = """
            title: t
            id: i
            query: process where true
            response: {%s}
            """;

    @ParameterizedTest
    @CsvSource({
        "kill, PROCESS, 'PROCESS PARENT SOURCE TARGET'",
        "kill-tree, PROCESS, 'PROCESS PARENT SOURCE TARGET'",
        "suspend, PROCESS, 'PROCESS PARENT SOURCE TARGET'",
        "quarantine-file, FILE, 'FILE PROCESS PARENT'",
        "deny-hash, FILE, 'FILE PROCESS PARENT'",
        "isolate, ENDPOINT, ENDPOINT",
        "isolate-selective, ENDPOINT, ENDPOINT",
        "contain-user, USER, 'USER TARGET'",
        "contain-address, TARGET, 'SOURCE TARGET'",
        "delete-registry-value, OBJECT, OBJECT",
        "delete-service, OBJECT, OBJECT",
        "delete-task, OBJECT, OBJECT",
        "delete-wmi-subscription, OBJECT, OBJECT"
    })
    void eachActionHasItsRoles(String action, Role usual, String roles) {
        Set<Role> possible = EnumSet.noneOf(Role.class);
        Arrays.stream(roles.split(" ")).map(Role::valueOf).forEach(possible::add);

        assertThat(read("action: " + action).rules().get(0).rule().response().role())
                .isEqualTo(usual);
        for (Role role : Role.values()) {
            ParsedRules read =
                    read("action: " + action + ", role: " + role.name().toLowerCase(Locale.ROOT));
            assertThat(read.errors().isEmpty()).as("%s of %s", action, role).isEqualTo(possible.contains(role));
        }
    }

    @Test
    void whatIsNoActionIsRefusedWithItsPlace() {
        assertThat(read("action: explode").errors())
                .singleElement()
                .asString()
                .startsWith("rule.yml:4:20: expected one of none, suspend, kill, kill-tree");
        assertThat(read("action: isolate, role: user").errors())
                .singleElement()
                .asString()
                .startsWith("rule.yml:4:35: expected a role that isolate can mean");
    }

    @Test
    void everyActionIsWrittenAsItIsRead() {
        for (Action action : Action.values()) {
            assertThat(read("action: " + action.written())
                            .rules()
                            .get(0)
                            .rule()
                            .response()
                            .action())
                    .isEqualTo(action);
        }
    }

    @Test
    void aRuleKeepsAllItsTagsForPolicies() {
        ParsedRules read = RuleParser.parse(
                "rule.yml",
                "title: t\nid: i\nquery: process where true\ntags: [attack.T1059, Team.Red]\n",
                Rule.Mode.AUDIT);

        assertThat(read.rules().get(0).rule().tags()).containsExactly("attack.t1059", "team.red");
    }

    private static ParsedRules read(String response) {
        return RuleParser.parse("rule.yml", RULE.formatted(response), Rule.Mode.AUDIT);
    }
}
