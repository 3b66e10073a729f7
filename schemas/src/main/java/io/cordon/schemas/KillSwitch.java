package io.cordon.schemas;

/**
 * Whether a tenant's agents may contain anything.
 *
 * @param epoch rises with each turn of the switch
 * @param on whether every containing command is refused
 * @param stopMillis until when it is on, in ms since 1970; an epoch that turns it off has no end
 */
public record KillSwitch(long epoch, boolean on, long stopMillis) {
    /** The switch of a tenant that never turned it. */
    public static final KillSwitch NEVER = new KillSwitch(-1, false, 0);

    public boolean isOn(long nowMillis) {
        return on && nowMillis < stopMillis;
    }
}
