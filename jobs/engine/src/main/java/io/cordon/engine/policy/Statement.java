package io.cordon.engine.policy;

import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Rule.Mode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a policy.
 *
 * @param mode what findings may do
 * @param response what is done instead of what the rule wants, or empty for that
 * @param duration how long what is no single act holds, or null for the action's usual
 * @param approval whether a person has to approve each order
 * @param line where it stands
 */
public record Statement(
        Selector selector,
        Mode mode,
        List<Action> response,
        @Nullable Duration duration,
        boolean approval,
        int line) {
    public Statement {
        response = List.copyOf(response);
    }
}
