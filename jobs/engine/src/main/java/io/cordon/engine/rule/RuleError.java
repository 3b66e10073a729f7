package io.cordon.engine.rule;

/**
 * Why a rule was refused, and where.
 *
 * @param line from 1
 * @param column from 1
 * @param expected what would have been right
 */
public record RuleError(String file, int line, int column, String expected) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + expected;
    }
}
