package io.cordon.engine.condition;

/**
 * The X of {@code descendant of [X]}.
 *
 * <p>Anchors are numbered by a hash of their normalised condition, not by a bit that a manifest hands out: two rules with the same
 * X share one, no number is ever reused, and state written under another rule set needs no renumbering.
 *
 * @param id the first 64 bits of SHA-256 over the condition's normal form
 * @param condition what a process's own event must meet
 */
public record Anchor(long id, Condition condition) {}
