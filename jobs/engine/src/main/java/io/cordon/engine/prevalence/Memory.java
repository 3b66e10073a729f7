package io.cordon.engine.prevalence;

import java.util.concurrent.TimeUnit;

/**
 * How far the fleet's memory reaches, and when it has grown enough to be asked.
 *
 * @param days on how many days it must have seen anything of the tenant, of twice as many
 * @param endpoints of how many endpoints, in {@value #WINDOW_HOURS} hours
 */
public record Memory(int days, int endpoints) {
    /** How far back sightings count, from the beginning of an hour. */
    public static final int WINDOW_HOURS = 7 * 24;

    /** How much longer they are kept, for what is asked late of an hour that has passed. */
    private static final int SPARE_HOURS = 24;

    private static final int HOURS_A_DAY = 24;

    public static final Memory DEFAULT = new Memory(7, 20);

    /** Whether it has seen enough of a tenant, by that tenant's own sightings, to answer for an hour. */
    public boolean isGrown(Sightings fleet, long hour) {
        return fleet.before(hour).endpoints() >= endpoints && fleet.days(hour - 2L * days * HOURS_A_DAY, hour) >= days;
    }

    /** How many hours of an artefact are kept. */
    public int hours(ArtefactKind kind) {
        int window = kind == ArtefactKind.FLEET ? Math.max(WINDOW_HOURS, 2 * days * HOURS_A_DAY) : WINDOW_HOURS;
        return window + SPARE_HOURS;
    }

    /** How long an hour is kept after it was first told of, in µs. */
    public long kept(ArtefactKind kind) {
        return TimeUnit.HOURS.toMicros(hours(kind));
    }
}
