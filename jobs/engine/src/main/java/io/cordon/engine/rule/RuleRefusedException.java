package io.cordon.engine.rule;

/** Ends the reading of one rule at a place in its text; the reader turns it into a {@link RuleError}. */
public final class RuleRefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final int column;

    /**
     * Refuses at a place.
     *
     * @param line from 1
     * @param column from 1
     */
    RuleRefusedException(int line, int column, String expected) {
        super(expected, null, false, false);
        this.line = line;
        this.column = column;
    }

    /** The error that a file's reader tells. */
    public RuleError in(String file) {
        return new RuleError(file, line, column, String.valueOf(getMessage()));
    }
}
