package io.cordon.engine.condition;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The X of {@code descendant of [X]}, {@code child of [X]} and {@code event of [X]}.
 *
 * <p>Anchors are numbered by a hash of their condition, not by a bit that a manifest hands out: two rules with the same X share
 * one, no number is ever reused, and state written under another rule set needs no renumbering.
 *
 * @param id the first 64 bits of SHA-256 over the condition's canonical text
 * @param condition what a process's own event must meet
 * @param isNested whether that rests on another anchor, so that it may turn out otherwise when lineage does
 */
public record Anchor(long id, Condition condition, boolean isNested) {
    public static Anchor of(Condition condition) {
        try {
            byte[] text = CanonicalText.of(condition).getBytes(StandardCharsets.UTF_8);
            return new Anchor(
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text))
                            .getLong(),
                    condition,
                    rests(condition));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private static boolean rests(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all.parts().stream().anyMatch(Anchor::rests);
        }
        if (condition instanceof Condition.Any any) {
            return any.parts().stream().anyMatch(Anchor::rests);
        }
        if (condition instanceof Condition.AtLeast some) {
            return some.parts().stream().anyMatch(Anchor::rests);
        }
        return condition instanceof Condition.OfKin || (condition instanceof Condition.Not not && rests(not.part()));
    }
}
