package io.cordon.schemas;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an order does: a pair of an OpenC2 action and a kind of target.
 *
 * <p>OpenC2's actions may not be extended, so one action does several things, depending on its target.
 */
public enum Verb {
    KILL(Effect.CONTAINS, "stop", "process"),
    SUSPEND(Effect.CONTAINS_FOR_A_TIME, "contain", "process"),
    RESUME(Effect.RELEASES, "allow", "process"),
    QUARANTINE(Effect.CONTAINS, "contain", "file"),
    RESTORE(Effect.RELEASES, "restore", "file"),
    DENY_HASH(Effect.CONTAINS_FOR_A_TIME, "deny", "file"),
    ALLOW_HASH(Effect.RELEASES, "allow", "file"),
    /** A standing order: what an agent with a hook does about a behaviour before it happens. */
    HOLD(Effect.CONTAINS_FOR_A_TIME, "deny", "x-cordon:behaviour"),
    ISOLATE(Effect.CONTAINS_FOR_A_TIME, "contain", "device"),
    RELEASE(Effect.RELEASES, "allow", "device"),
    CONTAIN_USER(Effect.CONTAINS_FOR_A_TIME, "contain", "x-cordon:user"),
    RELEASE_USER(Effect.RELEASES, "allow", "x-cordon:user"),
    DENY_ADDRESS(Effect.CONTAINS_FOR_A_TIME, "deny", "ipv4_net ipv6_net"),
    ALLOW_ADDRESS(Effect.RELEASES, "allow", "ipv4_net ipv6_net"),
    DELETE_REGISTRY_VALUE(Effect.CONTAINS, "delete", "x-cordon:registry_value"),
    DELETE_SERVICE(Effect.CONTAINS, "delete", "x-cordon:service"),
    DELETE_TASK(Effect.CONTAINS, "delete", "x-cordon:task"),
    DELETE_WMI_SUBSCRIPTION(Effect.CONTAINS, "delete", "x-cordon:wmi_subscription"),
    RESTORE_REGISTRY_VALUE(Effect.RELEASES, "restore", "x-cordon:registry_value"),
    RESTORE_SERVICE(Effect.RELEASES, "restore", "x-cordon:service"),
    RESTORE_TASK(Effect.RELEASES, "restore", "x-cordon:task"),
    RESTORE_WMI_SUBSCRIPTION(Effect.RELEASES, "restore", "x-cordon:wmi_subscription"),
    CANCEL(Effect.RELEASES, "cancel", "command");

    private enum Effect {
        CONTAINS,
        CONTAINS_FOR_A_TIME,
        RELEASES
    }

    private final Effect effect;
    private final String action;
    private final String targets;

    Verb(Effect effect, String action, String targets) {
        this.effect = effect;
        this.action = action;
        this.targets = targets;
    }

    /** Whether it restrains something: the kill switch stops these and lets the others pass. */
    public boolean isContaining() {
        return effect != Effect.RELEASES;
    }

    /** Whether it is a lease, whose effect ends with the order's stop time. */
    public boolean isLeased() {
        return effect == Effect.CONTAINS_FOR_A_TIME;
    }

    /** How an agent announces that it can do this, such as {@code stop:process}. */
    public List<String> capabilities() {
        return targets().stream().map(target -> action + ":" + target).toList();
    }

    /** What ends the effect of this leased verb before its time, or empty where it is none. */
    public Optional<Verb> undoneBy() {
        return switch (this) {
            case SUSPEND -> Optional.of(RESUME);
            case DENY_HASH -> Optional.of(ALLOW_HASH);
            case ISOLATE -> Optional.of(RELEASE);
            case CONTAIN_USER -> Optional.of(RELEASE_USER);
            case DENY_ADDRESS -> Optional.of(ALLOW_ADDRESS);
            default -> Optional.empty();
        };
    }

    /** What gives back what this verb takes away, or empty where it takes nothing. */
    public Optional<Verb> givenBackBy() {
        return switch (this) {
            case QUARANTINE -> Optional.of(RESTORE);
            case DELETE_REGISTRY_VALUE -> Optional.of(RESTORE_REGISTRY_VALUE);
            case DELETE_SERVICE -> Optional.of(RESTORE_SERVICE);
            case DELETE_TASK -> Optional.of(RESTORE_TASK);
            case DELETE_WMI_SUBSCRIPTION -> Optional.of(RESTORE_WMI_SUBSCRIPTION);
            default -> Optional.empty();
        };
    }

    private List<String> targets() {
        return List.of(targets.split(" ", -1));
    }

    static Optional<Verb> of(String action, String target) {
        return Arrays.stream(values())
                .filter(verb -> verb.action.equals(action) && verb.targets().contains(target))
                .findFirst();
    }
}
