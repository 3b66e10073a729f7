package io.cordon.engine.indicator;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.incident.Lead;
import io.cordon.engine.rule.Response;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Response.Role;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.Scope;
import java.util.List;
import java.util.Set;

/** The rule that indicators judge by, as policies select it: its id and tag are {@value #ID}, with the artefact's kind behind the tag. */
public final class IndicatorRule {
    public static final String ID = Lead.OF_INDICATOR;

    /** Its version, as a policy pins it: the SHA-256 of {@code cordon.indicator 2}. */
    public static final String HASH = "c0c12d28cfaab350056159bc5bea0f52784ec769435fa2eb5e113045d0ff2e8f";

    private static final Scope NOTHING = new Scope("", Set.of(), Set.of());
    private static final Response KILL = new Response(Action.KILL_TREE, 1, Role.PROCESS);
    private static final Response NONE = new Response(Action.NONE, 0, Role.PROCESS);

    private IndicatorRule() {}

    /**
     * Of what an indicator meets as it happens.
     *
     * @param most the most that policy may make of it
     */
    static Rule meeting(Indicator indicator, Rule.Mode most) {
        return of(indicator, most, KILL);
    }

    /** Of what it meets in the past: nothing is to be contained. */
    static Rule looking(Indicator indicator) {
        return of(indicator, Rule.Mode.AUDIT, NONE);
    }

    private static Rule of(Indicator indicator, Rule.Mode most, Response response) {
        String kind = indicator.artefact().kind().word();
        return new Rule(
                ID,
                "Indicator " + indicator.id() + ": " + kind.replace('_', ' ') + " of incident " + indicator.incident(),
                Rule.Language.SIGMA,
                HASH,
                Rule.Level.HIGH,
                most,
                List.of(),
                List.of(),
                List.of(ID, ID + '.' + kind),
                NOTHING,
                new Condition.Any(List.of()),
                response,
                Rule.Voice.SHOWN,
                null,
                null,
                null,
                List.of());
    }
}
