package io.cordon.engine.response;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.policy.AttackSurfaceRule;
import io.cordon.engine.policy.Automation;
import io.cordon.engine.policy.Endpoint;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.policy.Policy.Ruling;
import io.cordon.engine.policy.Remedies;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Rule.Mode;
import java.util.Locale;
import java.util.Optional;

/**
 * What an agent with a hook is to do about a rule's act before it happens.
 *
 * @param effect what the agent does: {@code BLOCK}, {@code WARN}, or {@code AUDIT}
 * @param called what comes of it is shown as: blocked, warned or audited; and why where that is not what policy says
 * @param why the policy's statements, for people
 */
record StandingOrder(AttackSurfaceRule rule, Mode effect, String called, String why) {
    /**
     * What policy wants of a rule on an endpoint, or empty: then the rule's findings go on as they would without a hook. Nothing is
     * held beforehand where a person has to say yes to each order, where another antivirus prevents, or where an exclusion may spare
     * what only its act would tell.
     *
     * @param asks whether the agent can ask its user
     * @param nowMicros in µs since 1970
     */
    static Optional<StandingOrder> of(
            AttackSurfaceRule rule, Policy policy, String name, Endpoint endpoint, boolean asks, long nowMicros) {
        // Any version that policy names: what the agent looks for is not the rule's text.
        String version = policy.versions().getOrDefault(rule.id(), "");
        Ruling ruling = policy.ruling(rule.id(), version, rule.tags(), Action.NONE, endpoint);
        boolean isFree = endpoint.automation() == Automation.FULL || endpoint.automation() == Automation.PROCESSES;
        if (ruling.mode().compareTo(Mode.AUDIT) <= 0
                || ruling.approval()
                || !isFree
                || !Remedies.prevents(endpoint)
                || policy.mayExclude(rule.id(), rule.tags(), endpoint, name, nowMicros)) {
            return Optional.empty();
        }
        if (ruling.mode() == Mode.BLOCK) {
            return Optional.of(new StandingOrder(rule, Mode.BLOCK, "blocked", ruling.why()));
        }
        if (!rule.hasWarn()) {
            return Optional.of(new StandingOrder(
                    rule, Mode.BLOCK, "blocked: the rule has no warn, as at Microsoft", ruling.why()));
        }
        return Optional.of(
                asks
                        ? new StandingOrder(rule, Mode.WARN, "warned", ruling.why())
                        : new StandingOrder(
                                rule, Mode.AUDIT, "audited: the agent can't ask its user first", ruling.why()));
    }

    /** The order in OpenC2's JSON without its times, the same whenever the same is wanted; its lease is another for another order. */
    String written(String tenant, String endpoint) {
        String mode = effect.name().toLowerCase(Locale.ROOT);
        ObjectNode order = JsonNodeFactory.instance.objectNode().put("action", "deny");
        order.putObject("target").putObject("x-cordon:behaviour").put("rule", rule.id());
        ObjectNode cordon = order.putObject("args").putObject("x-cordon");
        cordon.put("tenant", tenant).put("endpoint", endpoint).put("mode", mode);
        cordon.put("lease", OpenC2.id("standing", tenant, endpoint, rule.id(), mode));
        cordon.putObject("why").put("rule", rule.id()).put("policy", why).put("called", called);
        return OrderText.write(order);
    }
}
