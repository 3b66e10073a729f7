package io.cordon.engine.prevalence;

import io.cordon.engine.event.EndpointEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A thing that endpoints of one tenant may have in common.
 *
 * @param value as people read it; of a long one its beginning and its hash
 */
public record Artefact(String tenant, ArtefactKind kind, String value) {
    private static final int LONGEST = 256;
    private static final int SHOWN = 160;
    private static final Set<ArtefactKind> ALL = EnumSet.allOf(ArtefactKind.class);

    public static Artefact of(String tenant, ArtefactKind kind, String value) {
        String kept = value.length() <= LONGEST ? value : value.substring(0, SHOWN) + '#' + sha256(value);
        return new Artefact(tenant, kind, kept);
    }

    /** A command line's shape. */
    public static Artefact ofCommandLine(String tenant, String commandLine) {
        return of(tenant, ArtefactKind.COMMAND_LINE, CommandShape.of(commandLine));
    }

    /** The tenant itself as an artefact: every endpoint of it has it. */
    public static Artefact fleet(String tenant) {
        return new Artefact(tenant, ArtefactKind.FLEET, "");
    }

    /** That one program starts another, by their paths; null where one is not known. */
    public static @Nullable Artefact pair(String tenant, String parent, String child) {
        String value = ArtefactKind.pair(parent, child);
        return value == null ? null : of(tenant, ArtefactKind.PARENT_CHILD, value);
    }

    /** What an event shows by itself: what its process tree knows besides differs with what came before. */
    static List<Artefact> shownBy(EndpointEvent event) {
        return shownBy(event, ALL);
    }

    /** What of some kinds an event shows by itself. */
    public static List<Artefact> shownBy(EndpointEvent event, Set<ArtefactKind> kinds) {
        List<Artefact> shown = new ArrayList<>(4);
        for (ArtefactKind kind : kinds) {
            Artefact artefact = kind.isSeenAt(event.activity()) ? kind.in(event, field -> field.in(event)) : null;
            if (artefact != null) {
                shown.add(artefact);
            }
        }
        return shown;
    }

    /** It as a text that no other artefact has. */
    public String key() {
        return tenant.length() + ":" + tenant + kind.word() + ':' + value;
    }

    /** Reads what {@link #key()} wrote. */
    public static Artefact ofKey(String key) {
        int colon = key.indexOf(':');
        int kindAt = colon + 1 + Integer.parseInt(key.substring(0, colon));
        int valueAt = key.indexOf(':', kindAt) + 1;
        return new Artefact(
                key.substring(colon + 1, kindAt),
                ArtefactKind.of(key.substring(kindAt, valueAt - 1)).orElseThrow(),
                key.substring(valueAt));
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
