package io.cordon.engine.detect;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldCatalogue;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.event.MultiValue;
import io.cordon.engine.finding.Thing;
import io.cordon.engine.prevalence.Artefact;
import io.cordon.engine.prevalence.ArtefactKind;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Response.Role;
import io.cordon.engine.tree.Start;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The things that an event names: what is not there in full is not meant, so that nothing half known is deleted. */
final class Named {
    private static final FieldRef SHA256 = field("process.hash.sha256");
    private static final FieldRef COMPANY = field("Company");
    private static final FieldRef FILE_SHA256 = field("file.hash.sha256");
    private static final FieldRef ACCOUNT = field("TargetUserName");
    private static final FieldRef DOMAIN = field("TargetDomainName");
    private static final FieldRef ACCOUNT_SID = field("TargetUserSid");
    private static final FieldRef SERVICE = field("ServiceName");
    private static final FieldRef TASK = field("TaskName");
    private static final FieldRef NAME = field("Name");
    private static final FieldRef CONSUMER = field("CONSUMER");
    private static final FieldRef BOUND = field("Consumer");
    private static final String KEY = ".Name=";

    /** Where a record's hashes are of the file that it names, and not of the process that acted. */
    private static final Set<Activity> HASHES_FILE = EnumSet.of(
            Activity.PROCESS_START,
            Activity.IMAGE_LOAD,
            Activity.DRIVER_LOAD,
            Activity.STREAM_CREATE,
            Activity.FILE_DELETE,
            Activity.FILE_BLOCK_EXECUTABLE,
            Activity.FILE_EXECUTABLE_DETECTED);

    /** Where the file that a record names is one that the process has written. */
    private static final Set<Activity> WRITES = EnumSet.of(Activity.FILE_CREATE, Activity.FILE_EXECUTABLE_DETECTED);

    /** What an event can name that is neither a process, nor a file, nor an account. */
    private static final Set<Action> BESIDE = EnumSet.of(
            Action.CONTAIN_ADDRESS,
            Action.DELETE_REGISTRY_VALUE,
            Action.DELETE_SERVICE,
            Action.DELETE_TASK,
            Action.DELETE_WMI_SUBSCRIPTION);

    private Named() {}

    private static FieldRef field(String name) {
        return FieldCatalogue.builtIn().resolve(name);
    }

    /** What an action on a role is meant for; empty where the event does not name it. */
    static SortedMap<String, String> by(Action action, Role role, EndpointEvent event) {
        return switch (action) {
            case QUARANTINE_FILE, DENY_HASH -> file(event);
            case CONTAIN_USER -> role == Role.TARGET ? account(event) : one(Thing.USER, event.column(Column.USER));
            case CONTAIN_ADDRESS ->
                one(Thing.ADDRESS, event.column(role == Role.SOURCE ? Column.SOURCE_IP : Column.DESTINATION_IP));
            case DELETE_REGISTRY_VALUE -> registryValue(event);
            case DELETE_SERVICE -> one(Thing.SERVICE, text(SERVICE, event));
            case DELETE_TASK -> one(Thing.TASK, text(TASK, event));
            case DELETE_WMI_SUBSCRIPTION -> subscription(event);
            default -> none();
        };
    }

    /** Whatever an event names beside processes, each under a name of its own: a start names nothing but its image. */
    static SortedMap<String, String> beside(EndpointEvent event) {
        SortedMap<String, String> things = none();
        if (event.activity() != Activity.PROCESS_START) {
            SortedMap<String, String> file = file(event);
            String hash = file.get(Thing.SHA256.key());
            put(things, Thing.NAMED_FILE, file.get(Thing.FILE.key()));
            put(things, Thing.NAMED_SHA256, hash == null ? null : hash.toLowerCase(Locale.ROOT));
            for (Action action : BESIDE) {
                things.putAll(by(action, action.usual(), event));
            }
        }
        return things;
    }

    /** What a start says of its image. */
    static SortedMap<String, String> image(EndpointEvent started) {
        SortedMap<String, String> things = none();
        put(things, Thing.SHA256, hash(started));
        put(things, Thing.SIGNER, started.column(Column.SIGNER));
        put(things, Thing.ORIGINAL_NAME, started.column(Column.ORIGINAL_FILE_NAME));
        put(things, Thing.COMPANY, text(COMPANY, started));
        if (started.activity() == Activity.PROCESS_START) {
            put(things, Thing.TREE, value(ArtefactKind.PROCESS_TREE, started));
        }
        return things;
    }

    /** What a process did in an event of its own: the script that it ran, where it connected to, the file that it wrote. */
    static SortedMap<String, String> done(EndpointEvent event) {
        SortedMap<String, String> things = none();
        put(things, Thing.SCRIPT, value(ArtefactKind.SCRIPT, event));
        put(things, Thing.CONTACTED, value(ArtefactKind.DESTINATION, event));
        if (things.containsKey(Thing.CONTACTED.key())) {
            put(things, Thing.CONTACTED_ADDRESS, event.column(Column.DESTINATION_IP));
        }
        SortedMap<String, String> written = WRITES.contains(event.activity()) ? file(event) : none();
        String hash = written.get(Thing.SHA256.key());
        if (hash != null) {
            put(things, Thing.WRITTEN, written.get(Thing.FILE.key()));
            put(things, Thing.WRITTEN_SHA256, hash.toLowerCase(Locale.ROOT));
        }
        return things;
    }

    private static @Nullable String value(ArtefactKind kind, EndpointEvent event) {
        Artefact artefact = kind.in(event, field -> field.in(event));
        return artefact == null ? null : artefact.value();
    }

    /** A process's image; its hash only where the event is its start. */
    static SortedMap<String, String> imageOf(@Nullable Start start, @Nullable EndpointEvent event) {
        SortedMap<String, String> things = none();
        String image = start == null ? null : start.column(Column.EXECUTABLE);
        if (image != null) {
            put(things, Thing.FILE, image);
            if (event != null && event.activity() == Activity.PROCESS_START) {
                things.putAll(image(event));
            }
        }
        return things;
    }

    private static SortedMap<String, String> file(EndpointEvent event) {
        Column column = switch (event.activity()) {
            case PROCESS_START -> Column.EXECUTABLE;
            case IMAGE_LOAD, DRIVER_LOAD -> Column.LIBRARY_PATH;
            default -> Column.FILE_PATH;
        };
        String path = event.column(column);
        boolean isStream = event.activity() == Activity.STREAM_CREATE;
        SortedMap<String, String> things = one(Thing.FILE, path != null && isStream ? withoutStream(path) : path);
        if (!things.isEmpty() && HASHES_FILE.contains(event.activity())) {
            things.putAll(image(event));
        } else if (!things.isEmpty()) {
            put(things, Thing.SHA256, text(FILE_SHA256, event));
        }
        return things;
    }

    private static String withoutStream(String path) {
        int name = Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1;
        int stream = path.indexOf(':', name);
        return stream < 0 ? path : path.substring(0, stream);
    }

    private static SortedMap<String, String> account(EndpointEvent event) {
        String name = text(ACCOUNT, event);
        String domain = text(DOMAIN, event);
        SortedMap<String, String> things =
                one(Thing.USER, name == null || domain == null ? name : domain + '\\' + name);
        if (!things.isEmpty()) {
            put(things, Thing.SID, text(ACCOUNT_SID, event));
        }
        return things;
    }

    /** Sensors write a value as the last part of its key's path. */
    private static SortedMap<String, String> registryValue(EndpointEvent event) {
        String path = event.column(Column.REGISTRY_PATH);
        int last = path == null ? -1 : path.lastIndexOf('\\');
        SortedMap<String, String> things = none();
        if (path != null && event.activity() == Activity.REGISTRY_SET && last > 0 && last < path.length() - 1) {
            put(things, Thing.REGISTRY_KEY, path.substring(0, last));
            put(things, Thing.REGISTRY_VALUE, path.substring(last + 1));
        }
        return things;
    }

    private static SortedMap<String, String> subscription(EndpointEvent event) {
        if (event.activity() != Activity.WMI_SUBSCRIPTION) {
            return none();
        }
        String taken = text(CONSUMER, event);
        String consumer = taken != null ? taken : text(BOUND, event);
        return one(Thing.WMI_SUBSCRIPTION, consumer != null ? key(consumer) : text(NAME, event));
    }

    /** A consumer's name, of its path: {@code Class="name"}, or before it a namespace and {@code .Name}. */
    private static String key(String path) {
        int named = path.indexOf(KEY);
        String key = path.substring(named < 0 ? path.indexOf('=') + 1 : named + KEY.length());
        return key.startsWith("\\") && key.endsWith("\\") && key.length() > 1
                ? key.substring(1, key.length() - 1)
                : key;
    }

    private static @Nullable String hash(EndpointEvent event) {
        String hash = text(SHA256, event);
        return hash == null ? null : hash.toLowerCase(Locale.ROOT);
    }

    /** A single value; of several it is not known which is meant. */
    private static @Nullable String text(FieldRef field, EndpointEvent event) {
        String text = field.in(event);
        if (text == null || MultiValue.is(text)) {
            return null;
        }
        String plain = text.replace("\"", "").strip();
        return plain.isEmpty() || plain.equals("-") ? null : plain;
    }

    private static SortedMap<String, String> none() {
        return new TreeMap<>();
    }

    private static SortedMap<String, String> one(Thing thing, @Nullable String value) {
        SortedMap<String, String> things = none();
        put(things, thing, value);
        return things;
    }

    private static void put(SortedMap<String, String> things, Thing thing, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            things.put(thing.key(), value);
        }
    }
}
