package io.cordon.engine.condition;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The X of {@code descendant of [X]}.
 *
 * <p>Anchors are numbered by a hash of their condition, not by a bit that a manifest hands out: two rules with the same X share
 * one, no number is ever reused, and state written under another rule set needs no renumbering.
 *
 * @param id the first 64 bits of SHA-256 over the condition's canonical text
 * @param condition what a process's own event must meet
 */
public record Anchor(long id, Condition condition) {
    public static Anchor of(Condition condition) {
        try {
            byte[] text = CanonicalText.of(condition).getBytes(StandardCharsets.UTF_8);
            return new Anchor(
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text))
                            .getLong(),
                    condition);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
