package io.cordon.engine.policy;

import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Response.Reach;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * What can be done on an endpoint, whatever rules and policies want.
 *
 * <p>Where another antivirus is primary, it owns prevention: Cordon claims no block there, neither by attack surface rules nor by
 * indicators. In block mode it still ends what behaviour gave away and removes what that left; without block mode it looks on.
 */
public final class Remedies {
    private static final Set<Reach> LOCAL = EnumSet.of(Reach.PROCESS, Reach.ARTIFACT);

    private Remedies() {}

    /** The actions that an endpoint allows to what a capability found. */
    public static Set<Action> allowed(Capability capability, Endpoint endpoint) {
        EnumSet<Action> allowed = EnumSet.noneOf(Action.class);
        Arrays.stream(Action.values())
                .filter(action -> allows(capability, endpoint, action.reach()))
                .forEach(allowed::add);
        return allowed;
    }

    /** Whether anything is held beforehand on an endpoint: where another antivirus is primary, that is its own affair. */
    public static boolean prevents(Endpoint endpoint) {
        return endpoint.isKnown() && !endpoint.otherPrimary();
    }

    private static boolean allows(Capability capability, Endpoint endpoint, Reach reach) {
        if (reach == Reach.NOTHING) {
            return false;
        }
        if (!endpoint.isKnown()) {
            return reach == Reach.PROCESS;
        }
        if (!endpoint.otherPrimary()) {
            return true;
        }
        return endpoint.isInBlockMode() && capability == Capability.BEHAVIOUR && LOCAL.contains(reach);
    }
}
