package io.cordon.engine.eql;

/**
 * The syntax tree of {@code category where condition}.
 *
 * @param category as it is written
 */
public record EventQuery(Position at, String category, Expression where) {}
