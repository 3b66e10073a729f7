package io.cordon.engine.prevalence;

/**
 * On how many endpoints an artefact was seen.
 *
 * @param endpoints how many, or {@link #UNKNOWN}'s
 * @param isExact whether they were counted, and not estimated
 */
public record Rarity(long endpoints, boolean isExact) {
    /** The memory has not seen enough to say. */
    public static final Rarity UNKNOWN = new Rarity(-1, false);

    /** Up to how many endpoints the score calls an artefact rare. */
    public static final int RARE = 5;

    /** How common an artefact is, in a word. */
    public enum Grade {
        UNKNOWN,
        RARE,
        COMMON
    }

    public boolean isKnown() {
        return endpoints >= 0;
    }

    public Grade grade() {
        return !isKnown() ? Grade.UNKNOWN : endpoints <= RARE ? Grade.RARE : Grade.COMMON;
    }
}
