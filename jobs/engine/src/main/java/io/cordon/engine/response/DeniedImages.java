package io.cordon.engine.response;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.indicator.IndicatorRule;
import io.cordon.engine.policy.Automation;
import io.cordon.engine.policy.Endpoint;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.policy.Policy.Ruling;
import io.cordon.engine.policy.Remedies;
import io.cordon.engine.prevalence.ArtefactKind;
import io.cordon.engine.response.DeskStore.Denial;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Rule.Mode;
import java.util.List;
import java.util.Optional;

/** Standing orders to deny what indicators know by its hash, before it runs. */
final class DeniedImages {
    private static final List<String> TAGS =
            List.of(IndicatorRule.ID, IndicatorRule.ID + '.' + ArtefactKind.IMAGE.word());

    private DeniedImages() {}

    /**
     * Why images are denied on an endpoint, or empty where they are not: policy has to let indicators block there, with {@code
     * deny-hash} among what they do, and nobody be asked first.
     *
     * @param nowMicros in µs since 1970
     */
    static Optional<String> why(Policy policy, String name, Endpoint endpoint, long nowMicros) {
        Ruling ruling = policy.ruling(IndicatorRule.ID, IndicatorRule.HASH, TAGS, Action.NONE, endpoint);
        boolean isWanted = ruling.mode() == Mode.BLOCK
                && ruling.actions().contains(Action.DENY_HASH)
                && !ruling.approval()
                && endpoint.automation() == Automation.FULL
                && Remedies.prevents(endpoint)
                && !policy.mayExclude(IndicatorRule.ID, TAGS, endpoint, name, nowMicros);
        return isWanted ? Optional.of(ruling.why()) : Optional.empty();
    }

    /** The order in OpenC2's JSON without its times. */
    static String written(Denial denial, String tenant, String endpoint, String why) {
        ObjectNode order = JsonNodeFactory.instance.objectNode().put("action", "deny");
        order.putObject("target").putObject("file").putObject("hashes").put("sha256", denial.sha256());
        ObjectNode cordon = order.putObject("args").putObject("x-cordon");
        cordon.put("tenant", tenant).put("endpoint", endpoint);
        cordon.put("lease", OpenC2.id("standing", tenant, endpoint, denial.id()));
        cordon.putObject("why")
                .put("rule", IndicatorRule.ID)
                .put("indicator", denial.id())
                .put("incident", denial.incident())
                .put("policy", why)
                .put("called", "blocked");
        return OrderText.write(order);
    }
}
