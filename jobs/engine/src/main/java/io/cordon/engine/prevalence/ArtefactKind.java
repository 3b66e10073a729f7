package io.cordon.engine.prevalence;

import io.cordon.engine.condition.Formula.Texts;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldCatalogue;
import io.cordon.engine.event.FieldRef;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What of an event an endpoint may have in common with others. */
public enum ArtefactKind {
    /** The file that was started, by the best hash that the event says. */
    IMAGE(Activity.PROCESS_START, false) {
        @Override
        @Nullable
        String read(Texts texts) {
            return Stream.of("sha256", "sha1", "md5")
                    .map(hash -> texts.of(FieldCatalogue.builtIn().resolve("process.hash." + hash)))
                    .filter(text -> text != null && !text.isBlank())
                    .findFirst()
                    .map(text -> text.toLowerCase(Locale.ROOT))
                    .orElse(null);
        }
    },

    /** A script block, by a hash of its text in which case and spacing are all one. */
    SCRIPT(Activity.SCRIPT_BLOCK, false) {
        @Override
        @Nullable
        String read(Texts texts) {
            String text = texts.of(field(Column.SCRIPT_TEXT));
            return text == null || text.isBlank() ? null : ScriptText.hash(text);
        }
    },

    /** The shape of the tree that ends in the process that was started: file names and command lines of it and of what started it. */
    PROCESS_TREE(Activity.PROCESS_START, false) {
        @Override
        @Nullable
        String read(Texts texts) {
            String pair = PARENT_CHILD.read(texts);
            String child = COMMAND_LINE.read(texts);
            String parent = texts.of(field(Column.PARENT_COMMAND_LINE));
            return pair == null || child == null || parent == null || parent.isBlank()
                    ? null
                    : pair + ": " + child + " < " + CommandShape.of(parent);
        }
    },

    /** The file names of the acting process and of the one that started it. */
    PARENT_CHILD(Activity.PROCESS_START, true) {
        @Override
        @Nullable
        String read(Texts texts) {
            return pair(texts.of(field(Column.PARENT_EXECUTABLE)), texts.of(field(Column.EXECUTABLE)));
        }
    },

    /** The acting process's command line without what differs from run to run. */
    COMMAND_LINE(Activity.PROCESS_START, true) {
        @Override
        @Nullable
        String read(Texts texts) {
            String text = texts.of(field(Column.COMMAND_LINE));
            return text == null || text.isBlank() ? null : CommandShape.of(text);
        }
    },

    /** Where a connection goes: the name where there is one, else the address, and the port. */
    DESTINATION(Activity.NETWORK_CONNECT, false) {
        @Override
        @Nullable
        String read(Texts texts) {
            String direction = texts.of(field(Column.NETWORK_DIRECTION));
            if (direction != null && INCOMING.contains(direction.toLowerCase(Locale.ROOT))) {
                return null;
            }
            String host = host(texts.of(field(Column.DESTINATION_DOMAIN)));
            host = host == null ? host(texts.of(field(Column.DESTINATION_IP))) : host;
            String port = texts.of(field(Column.DESTINATION_PORT));
            return host == null ? null : port == null || port.isBlank() ? host : host + ' ' + port;
        }
    },

    /** The endpoint's tenant itself: from how much the memory of it draws. */
    FLEET(null, false) {
        @Override
        String read(Texts texts) {
            return "";
        }
    };

    private static final Set<String> INCOMING = Set.of("inbound", "ingress", "incoming");

    /** What an event has to be, to be a sighting; null where any is one. */
    private final @Nullable Activity seenAt;

    private final boolean isOfProcess;

    /** @param isOfProcess whether any event of the process has it, and not only the one that shows it */
    ArtefactKind(@Nullable Activity seenAt, boolean isOfProcess) {
        this.seenAt = seenAt;
        this.isOfProcess = isOfProcess;
    }

    /** The artefact's value in texts of an event; null where they do not say it. */
    abstract @Nullable String read(Texts texts);

    /** How fields are named by it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ArtefactKind> of(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** Whether an event shows it. */
    boolean isSeenAt(Activity activity) {
        return seenAt == null || seenAt == activity;
    }

    /** The artefact that an event has to do with, read off its texts and those of its process; null where there is none. */
    public @Nullable Artefact in(EndpointEvent event, Texts texts) {
        String value = isOfProcess || isSeenAt(event.activity()) ? read(texts) : null;
        return value == null ? null : Artefact.of(event.tenant(), this, value);
    }

    /** As rules name it, so that the process tree says it where an event does not. */
    private static FieldRef field(Column column) {
        return FieldCatalogue.builtIn().resolve(FieldCatalogue.builtIn().ecs(column));
    }

    static @Nullable String pair(@Nullable String parent, @Nullable String child) {
        String above = fileName(parent);
        String below = fileName(child);
        return above == null || below == null ? null : above + " > " + below;
    }

    private static @Nullable String fileName(@Nullable String path) {
        if (path == null || path.isBlank()) {
            return null;
        }
        String name = path.substring(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);
        return name.isBlank() ? null : name.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String host(@Nullable String text) {
        if (text == null || text.isBlank() || text.equals("-")) {
            return null;
        }
        String host = text.toLowerCase(Locale.ROOT);
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
