package io.cordon.engine.response;

import io.cordon.engine.condition.IpAddress;
import io.cordon.engine.finding.Target;
import io.cordon.engine.finding.Thing;
import io.cordon.engine.rule.Response.Action;
import org.jspecify.annotations.Nullable;

/** Whether a finding names what an action needs, and by what the action's target is told from others. */
final class Aim {
    private Aim() {}

    /** What an action is aimed at, or null where the finding does not name it. */
    static @Nullable Target of(ContainmentCase one, Action action) {
        Target target = one.target();
        return switch (action) {
            case NONE -> null;
            case SUSPEND, KILL, KILL_TREE -> target != null && target.isProcess() ? target : null;
            case ISOLATE, ISOLATE_SELECTIVE -> target != null ? target : endpoint(one.endpoint());
            case QUARANTINE_FILE -> file(target) == null ? null : target;
            case DENY_HASH -> file(target) == null || sha256(target) == null ? null : target;
            case CONTAIN_USER -> user(target) == null ? null : target;
            case CONTAIN_ADDRESS -> address(target) == null ? null : target;
            case DELETE_REGISTRY_VALUE -> thing(target, Thing.REGISTRY_VALUE) == null ? null : target;
            case DELETE_SERVICE -> thing(target, Thing.SERVICE) == null ? null : target;
            case DELETE_TASK -> thing(target, Thing.TASK) == null ? null : target;
            case DELETE_WMI_SUBSCRIPTION -> thing(target, Thing.WMI_SUBSCRIPTION) == null ? null : target;
        };
    }

    /** What tells a target of an action from others on its endpoint. */
    static String key(Action action, Target target) {
        return switch (action) {
            case NONE, ISOLATE, ISOLATE_SELECTIVE -> "";
            case SUSPEND, KILL, KILL_TREE -> target.entity();
            case QUARANTINE_FILE -> String.valueOf(file(target));
            case DENY_HASH -> String.valueOf(sha256(target));
            case CONTAIN_USER -> String.valueOf(user(target));
            case CONTAIN_ADDRESS -> String.valueOf(address(target));
            case DELETE_REGISTRY_VALUE -> target.thing(Thing.REGISTRY_KEY) + "\\" + target.thing(Thing.REGISTRY_VALUE);
            case DELETE_SERVICE -> String.valueOf(target.thing(Thing.SERVICE));
            case DELETE_TASK -> String.valueOf(target.thing(Thing.TASK));
            case DELETE_WMI_SUBSCRIPTION -> String.valueOf(target.thing(Thing.WMI_SUBSCRIPTION));
        };
    }

    /** The file that is meant: the rule's, else the one that the event is about, else the image of the process. */
    static @Nullable String file(@Nullable Target target) {
        if (target == null) {
            return null;
        }
        String file = target.thing(Thing.FILE);
        String named = file == null ? target.thing(Thing.NAMED_FILE) : file;
        return named != null || !target.isProcess() ? named : target.image();
    }

    /** The SHA-256 of the file that is meant, and of no other. */
    static @Nullable String sha256(@Nullable Target target) {
        boolean isNamed = thing(target, Thing.FILE) == null && thing(target, Thing.NAMED_FILE) != null;
        return thing(target, isNamed ? Thing.NAMED_SHA256 : Thing.SHA256);
    }

    /** The account that is meant: the one that the event names, else the one as which the process ran that is meant or acted. */
    static @Nullable String user(@Nullable Target target) {
        String user = thing(target, Thing.USER);
        return user != null || target == null ? user : target.user();
    }

    /** The address that is meant, in the spelling that all share: what is mapped to IPv6 is one of IPv4. */
    static @Nullable String address(@Nullable Target target) {
        String address = thing(target, Thing.ADDRESS);
        String canonical = address == null ? null : IpAddress.canonical(address);
        return canonical == null ? address : canonical;
    }

    private static @Nullable String thing(@Nullable Target target, Thing thing) {
        return target == null ? null : target.thing(thing);
    }

    private static @Nullable Target endpoint(String endpoint) {
        return endpoint.isEmpty()
                ? null
                : new Target(endpoint, "", Target.NO_PROCESS, Target.NO_PROCESS, null, null, null, null);
    }
}
