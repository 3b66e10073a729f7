package io.cordon.engine.condition;

/** What is asked of one field's text. */
public sealed interface Predicate {
    /** Whether the field is there, whatever its value. */
    record Exists() implements Predicate {}

    /** Whether the text equals the operand. */
    record Equal(String operand, boolean cased) implements Predicate {}
}
