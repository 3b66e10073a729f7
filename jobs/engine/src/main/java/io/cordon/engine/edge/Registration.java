package io.cordon.engine.edge;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the services, tasks, subscriptions and files that events say were made or deleted. */
final class Registration {
    private static final Set<String> EXECUTABLE = Set.of("exe", "com", "scr", "bat", "cmd", "pif");
    private static final Pattern COMMAND = Pattern.compile("<Command>(.*?)</Command>", Pattern.DOTALL);
    private static final Pattern ARGUMENTS = Pattern.compile("<Arguments>(.*?)</Arguments>", Pattern.DOTALL);
    private static final Pattern TEMPLATE = Pattern.compile("CommandLineTemplate = \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final String SCRIPT_HOST = "scrcons.exe";

    private Registration() {}

    /** The execution that an event tells of which made an object, or null. */
    static @Nullable Execution made(EndpointEvent event) {
        return switch (event.activity()) {
            case SERVICE_INSTALL -> service(event);
            case WMI_SUBSCRIPTION -> subscription(event);
            case FILE_CREATE ->
                CommandText.fileName(Reading.text(event, Column.EXECUTABLE)).equals("system")
                        ? file(event, Reading.text(event, Column.FILE_PATH), "")
                        : null;
            default -> event.service().equals("security") ? ofSecurity(event) : null;
        };
    }

    private static @Nullable Execution ofSecurity(EndpointEvent event) {
        return switch (event.code()) {
            case 4698 ->
                object(
                        Mechanism.TASK,
                        event,
                        Reading.text(event, "TaskName"),
                        action(Reading.text(event, "TaskContent")),
                        Reading.session(Reading.text(event, "SubjectLogonId")),
                        "");
            case 5145 ->
                writes(event)
                        ? file(event, shared(event), Reading.session(Reading.text(event, "SubjectLogonId")))
                        : null;
            default -> null;
        };
    }

    /** The key of the object that an event says was deleted, or null. */
    static @Nullable String deleted(EndpointEvent event) {
        if (event.activity() == Activity.FILE_DELETE || event.activity() == Activity.FILE_DELETE_DETECTED) {
            String path = Reading.text(event, Column.FILE_PATH);
            return isExecutable(path) ? Execution.objectKey(Mechanism.DROPPED_FILE, path) : null;
        }
        if (event.activity() == Activity.WMI_SUBSCRIPTION && isDeletion(event)) {
            return Execution.objectKey(Mechanism.WMI_SUBSCRIPTION, Reading.text(event, "Name"));
        }
        if (event.activity() == Activity.REGISTRY_DELETE) {
            String path = Reading.text(event, Column.REGISTRY_PATH).toLowerCase(Locale.ROOT);
            int services = path.indexOf("\\services\\");
            String name = services < 0 ? "" : path.substring(services + "\\services\\".length());
            return name.isEmpty() || name.contains("\\") ? null : Execution.objectKey(Mechanism.SERVICE, name);
        }
        return event.service().equals("security") && event.code() == 4699
                ? Execution.objectKey(Mechanism.TASK, Reading.text(event, "TaskName"))
                : null;
    }

    /** Whether an object of the kind starts its processes like that. */
    static boolean starts(Mechanism mechanism, Creation creation) {
        return switch (mechanism) {
            case SERVICE -> creation.parentName().equals("services.exe");
            case TASK ->
                creation.parentName().equals("taskeng.exe")
                        || (creation.parentName().equals("svchost.exe")
                                && (creation.parentRuns().isEmpty()
                                        || creation.parentRuns().contains("schedule")
                                        || creation.parentRuns().contains("-k netsvcs -p")));
            case WMI_SUBSCRIPTION ->
                creation.parentName().equals("wmiprvse.exe")
                        || creation.parentName().equals(SCRIPT_HOST)
                        || creation.name().equals(SCRIPT_HOST);
            case DROPPED_FILE -> true;
            default -> false;
        };
    }

    /** Under which texts objects may be found that started a process. */
    static Set<String> startedBy(Creation creation) {
        String image = CommandText.of(creation.image());
        return creation.name().equals(SCRIPT_HOST)
                ? Set.of(SCRIPT_HOST)
                : image.equals(creation.runs()) ? Set.of(image) : Set.of(image, creation.runs());
    }

    private static @Nullable Execution service(EndpointEvent event) {
        String audited = Reading.text(event, "ServiceFileName");
        String user = Reading.text(event, "AccountName").toLowerCase(Locale.ROOT);
        return object(
                Mechanism.SERVICE,
                event,
                Reading.text(event, "ServiceName"),
                audited.isEmpty() ? Reading.text(event, "ImagePath") : audited,
                Reading.session(Reading.text(event, "SubjectLogonId")),
                user.equals("system") ? "" : user);
    }

    private static @Nullable Execution subscription(EndpointEvent event) {
        if (event.code() == 5861) {
            Matcher template = TEMPLATE.matcher(Reading.text(event, "PossibleCause"));
            String runs =
                    template.find() ? template.group(1).replace("\\\\", "\\").replace("\\\"", "\"") : SCRIPT_HOST;
            return object(Mechanism.WMI_SUBSCRIPTION, event, Reading.text(event, "CONSUMER"), runs, "", "");
        }
        // Of a subscription's three parts the consumer says what runs.
        if (event.code() != 20 || isDeletion(event)) {
            return null;
        }
        boolean script = Reading.text(event, "Type").toLowerCase(Locale.ROOT).contains("script");
        String user = Reading.text(event, Column.USER).toLowerCase(Locale.ROOT);
        return object(
                Mechanism.WMI_SUBSCRIPTION,
                event,
                Reading.text(event, "Name").replace("\"", "").trim(),
                script ? SCRIPT_HOST : Reading.text(event, "Destination"),
                "",
                user.substring(user.lastIndexOf('\\') + 1));
    }

    private static @Nullable Execution file(EndpointEvent event, String path, String session) {
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return EXECUTABLE.contains(extension) ? object(Mechanism.DROPPED_FILE, event, path, path, session, "") : null;
    }

    private static boolean isExecutable(String path) {
        return EXECUTABLE.contains(path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private static @Nullable Execution object(
            Mechanism mechanism, EndpointEvent event, String name, String runs, String session, String user) {
        return name.isEmpty()
                ? null
                : Execution.ofObject(mechanism, Sighting.of(event), name, CommandText.of(runs), session, user);
    }

    private static boolean isDeletion(EndpointEvent event) {
        return Reading.text(event, "Operation").equalsIgnoreCase("Deleted");
    }

    private static boolean writes(EndpointEvent event) {
        String accesses = Reading.text(event, "AccessList") + Reading.text(event, "Accesses");
        return accesses.contains("%%4417") || accesses.contains("WriteData");
    }

    private static String shared(EndpointEvent event) {
        String folder = Reading.text(event, "ShareLocalPath").replace("\\??\\", "");
        String name = Reading.text(event, "RelativeTargetName");
        return folder.endsWith("\\") ? folder + name : folder + '\\' + name;
    }

    private static String action(String content) {
        Matcher command = COMMAND.matcher(content);
        Matcher arguments = ARGUMENTS.matcher(content);
        return command.find() ? command.group(1) + (arguments.find() ? " " + arguments.group(1) : "") : "";
    }
}
