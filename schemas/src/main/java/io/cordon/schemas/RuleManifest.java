package io.cordon.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names the rules that are in force together: it takes effect whole, once all that it names has been read. What it is signed over names each
 * rule's text by its hash, so nobody else can change one.
 *
 * @param id SHA-256 over the entries, in hex: the same rules and modes are the same set
 * @param sequence counts pushes; a set with a lower number than the one in force is ignored
 * @param entries sorted by rule
 */
public record RuleManifest(String id, long sequence, List<Entry> entries) {
    private static final String RULES = "rules";

    /**
     * One rule of the set.
     *
     * @param rule its id
     * @param hash {@linkplain #hash of its text}
     * @param mode the most that policy may make of it: off, audit, warn or block
     */
    public record Entry(String rule, String hash, String mode) {}

    /** The manifest of these rules. */
    public static RuleManifest of(long sequence, Collection<Entry> entries) {
        List<Entry> sorted =
                entries.stream().sorted(Comparator.comparing(Entry::rule)).toList();
        StringBuilder text = new StringBuilder();
        for (Entry entry : sorted) {
            text.append(entry.rule)
                    .append('@')
                    .append(entry.hash)
                    .append('=')
                    .append(entry.mode)
                    .append('\n');
        }
        return new RuleManifest(hash(text.toString()), sequence, sorted);
    }

    /** A rule's version: the SHA-256 of its text, in hex. */
    public static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /** Says it in a payload: rules and their hashes by mode, which is short. */
    public void writeTo(ObjectNode payload) {
        payload.put("sequence", sequence);
        ObjectNode rules = payload.putObject(RULES);
        entries.forEach(entry -> rules.withObjectProperty(entry.mode).put(entry.rule, entry.hash));
    }

    /** Reads what a payload says; null where it is no manifest. */
    public static @Nullable RuleManifest read(JsonNode payload) {
        JsonNode sequence = payload.path("sequence");
        JsonNode rules = payload.path(RULES);
        if (!sequence.isIntegralNumber() || !rules.isObject()) {
            return null;
        }
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> mode : rules.properties()) {
            for (Map.Entry<String, JsonNode> rule : mode.getValue().properties()) {
                if (!rule.getValue().isTextual()) {
                    return null;
                }
                entries.add(new Entry(rule.getKey(), rule.getValue().textValue(), mode.getKey()));
            }
        }
        return of(sequence.longValue(), entries);
    }
}
