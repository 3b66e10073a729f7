package io.cordon.engine.finding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The id that a finding has in every run. */
public final class FindingId {
    private static final int BYTES = 16;

    private FindingId() {}

    /**
     * Derives an id.
     *
     * @param key the values that the rule's events have in common, or none
     * @param event the id of the event that the finding is known by
     */
    public static String of(String tenant, String rule, List<String> key, String event) {
        List<String> parts = new ArrayList<>(List.of(tenant, rule));
        parts.addAll(key);
        parts.add(event);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
