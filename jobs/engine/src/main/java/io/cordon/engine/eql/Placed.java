package io.cordon.engine.eql;

/**
 * Where a query's text stands in a file.
 *
 * @param line the line of the first character, from 1
 * @param column its column, from 1
 * @param nextColumn the column at which further lines begin
 */
public record Placed(int line, int column, int nextColumn) {
    /** A text by itself. */
    public static final Placed ALONE = new Placed(1, 1, 1);
}
