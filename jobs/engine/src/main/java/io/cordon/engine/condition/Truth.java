package io.cordon.engine.condition;

/**
 * A condition's value, and whether later evidence may still change it.
 *
 * <p>What is unknown counts as false at once (an unknown ancestor is no descendant), so a negation over it counts as true; both
 * stay open until lateness has passed. {@code OPEN_*} combine as Kleene's unknown does; the value they carry combines as usual.
 */
public enum Truth {
    FALSE(false, true),
    TRUE(true, true),
    OPEN_FALSE(false, false),
    OPEN_TRUE(true, false);

    private final boolean holds;
    private final boolean settled;

    Truth(boolean holds, boolean settled) {
        this.holds = holds;
        this.settled = settled;
    }

    public static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    private static Truth open(boolean value) {
        return value ? OPEN_TRUE : OPEN_FALSE;
    }

    /** What the condition says with the evidence so far. */
    public boolean holds() {
        return holds;
    }

    /** Whether no later evidence can change it. */
    public boolean settled() {
        return settled;
    }

    public Truth and(Truth other) {
        if (this == FALSE || other == FALSE) {
            return FALSE;
        }
        boolean value = holds && other.holds;
        return settled && other.settled ? of(value) : open(value);
    }

    public Truth or(Truth other) {
        if (this == TRUE || other == TRUE) {
            return TRUE;
        }
        boolean value = holds || other.holds;
        return settled && other.settled ? of(value) : open(value);
    }

    /** The same value, which later evidence may change. */
    public Truth opened() {
        return open(holds);
    }

    public Truth not() {
        return settled ? of(!holds) : open(!holds);
    }
}
