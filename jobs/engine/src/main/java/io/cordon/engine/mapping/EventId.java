package io.cordon.engine.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An event's id where its sensor gives none: the first 128 bits of SHA-256, in hex. */
final class EventId {
    private static final int BYTES = 16;

    private EventId() {}

    /** A number that starts again after a log was cleared comes with another time, so it is another event. */
    static String ofNumber(String tenant, String endpoint, String channel, long number, long time) {
        MessageDigest digest = sha256();
        text(digest, tenant);
        text(digest, endpoint);
        text(digest, channel);
        digest.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(number)
                .putLong(time)
                .flip());
        return hex(digest);
    }

    /** Without a number only the place where it was read tells two equal records apart. */
    static String ofContent(String tenant, String endpoint, byte[] raw, String position) {
        MessageDigest digest = sha256();
        text(digest, tenant);
        text(digest, endpoint);
        text(digest, position);
        digest.update(raw);
        return hex(digest);
    }

    private static void text(MessageDigest digest, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
