package io.cordon.engine.edge;

import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldCatalogue;
import io.cordon.engine.event.FieldRef;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads out of an event's fields what edges rest on. */
final class Reading {
    private static final Map<String, FieldRef> FIELDS = new ConcurrentHashMap<>();
    private static final Pattern ACCEPTED = Pattern.compile("^Accepted \\S+ for (\\S+) from (\\S+) port (\\d+)");
    private static final Set<String> OUTBOUND = Set.of("%%14593", "outbound");
    private static final String NO_TICKET = "00000000-0000-0000-0000-000000000000";

    private Reading() {}

    /** A field's text, empty where there is none or a dash stands for it. */
    static String text(EndpointEvent event, String field) {
        String text =
                FIELDS.computeIfAbsent(field, FieldCatalogue.builtIn()::resolve).in(event);
        return text == null || text.equals("-") ? "" : text.trim();
    }

    static String text(EndpointEvent event, Column column) {
        String text = event.column(column);
        return text == null ? "" : text;
    }

    /** An address in one form; empty for one that never leaves the host. */
    static String ip(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        if (plain.startsWith("::ffff:") && plain.indexOf('.') > 0) {
            plain = plain.substring("::ffff:".length());
        }
        return plain.equals("-") || plain.equals("::1") || plain.startsWith("127.") || plain.equals("0.0.0.0")
                ? ""
                : plain;
    }

    static int number(String text) {
        try {
            return text.isEmpty() ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    static String ticket(String guid) {
        String bare = guid.replace("{", "").replace("}", "").toLowerCase(Locale.ROOT);
        return bare.equals(NO_TICKET) ? "" : bare;
    }

    /** A logon id as all sources write it; empty for none, and for those that each endpoint has: its own and its services'. */
    static String session(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        return switch (plain) {
            case "0x0", "0", "-", "0x3e7", "0x3e4", "0x3e5", "0x3e3" -> "";
            default -> plain;
        };
    }

    static Creation creation(EndpointEvent event) {
        String parent = text(event, Column.PARENT_EXECUTABLE);
        String entity = event.entity() == null ? "" : event.entity();
        return new Creation(
                Sighting.of(event),
                entity,
                event.pid(),
                text(event, Column.EXECUTABLE),
                CommandText.of(text(event, Column.COMMAND_LINE)),
                session(text(event, Column.LOGON_ID)),
                number(text(event, "TerminalSessionId")) != 0,
                event.parentEntity() == null ? "" : event.parentEntity(),
                event.parentPid(),
                CommandText.fileName(parent),
                CommandText.of(text(event, Column.PARENT_COMMAND_LINE)));
    }

    static @Nullable Connection connection(EndpointEvent event) {
        String source = ip(text(event, Column.SOURCE_IP));
        String destination = ip(text(event, Column.DESTINATION_IP));
        if (source.isEmpty() || destination.isEmpty() || source.equals(destination)) {
            return null;
        }
        String initiated = text(event, "Initiated");
        String direction = text(event, Column.NETWORK_DIRECTION).toLowerCase(Locale.ROOT);
        boolean inbound = initiated.equalsIgnoreCase("false") || direction.matches("ingress|inbound|incoming");
        String image = text(event, Column.EXECUTABLE);
        return new Connection(
                Sighting.of(event),
                inbound,
                new Connection.Address(source, number(text(event, Column.SOURCE_PORT))),
                new Connection.Address(destination, number(text(event, Column.DESTINATION_PORT))),
                event.entity() == null ? "" : event.entity(),
                event.pid(),
                image.contains("unknown process") ? "" : image,
                "");
    }

    /**
     * Security 5156: Windows' filtering platform let a connection pass. It says a pid, and the image by its device's path, which is not
     * what a start says; null for one that somebody else made.
     */
    static @Nullable Connection permitted(EndpointEvent event) {
        String source = ip(text(event, "SourceAddress"));
        String destination = ip(text(event, "DestAddress"));
        if (!OUTBOUND.contains(text(event, "Direction").toLowerCase(Locale.ROOT))
                || source.isEmpty()
                || destination.isEmpty()
                || source.equals(destination)) {
            return null;
        }
        int pid = number(text(event, "ProcessID"));
        return new Connection(
                Sighting.of(event),
                false,
                new Connection.Address(source, number(text(event, Column.SOURCE_PORT))),
                new Connection.Address(destination, number(text(event, "DestPort"))),
                "",
                pid == 0 ? event.pid() : pid,
                text(event, "Application"),
                "");
    }

    /** Security 4648: a process asked to log on elsewhere. */
    static @Nullable Connection ticketRequest(EndpointEvent event) {
        String ticket = ticket(text(event, "TargetLogonGuid"));
        return ticket.isEmpty() || event.pid() == EndpointEvent.ABSENT
                ? null
                : Connection.withTicket(Sighting.of(event), event.pid(), text(event, Column.EXECUTABLE), ticket);
    }

    static @Nullable Logon logon(EndpointEvent event) {
        if (event.service().equals("sshd")) {
            return accepted(event);
        }
        int type = number(text(event, "LogonType"));
        String session = session(text(event, "TargetLogonId"));
        return session.isEmpty()
                ? null
                : new Logon(
                        Sighting.of(event),
                        type,
                        session,
                        ip(text(event, "IpAddress")),
                        number(text(event, "IpPort")),
                        ticket(text(event, "LogonGuid")),
                        text(event, "TargetUserName").toLowerCase(Locale.ROOT),
                        text(event, "AuthenticationPackageName").equalsIgnoreCase("NTLM"));
    }

    private static @Nullable Logon accepted(EndpointEvent event) {
        String message = text(event, "message");
        Matcher accepted = ACCEPTED.matcher(message.isEmpty() ? text(event, "Message") : message);
        return !accepted.find() || event.pid() == EndpointEvent.ABSENT
                ? null
                : new Logon(
                        Sighting.of(event),
                        Logon.NETWORK,
                        sshSession(event.pid()),
                        ip(accepted.group(2)),
                        number(accepted.group(3)),
                        "",
                        accepted.group(1),
                        false);
    }

    /** What stands for a logon id where sshd says only its own pid. */
    static String sshSession(long pid) {
        return "sshd " + pid;
    }

    /** A share's access names session, address and port, also where the logon itself was not recorded. */
    static @Nullable Logon shareAccess(EndpointEvent event) {
        String session = session(text(event, "SubjectLogonId"));
        String ip = ip(text(event, "IpAddress"));
        return session.isEmpty() || ip.isEmpty()
                ? null
                : new Logon(
                        Sighting.of(event),
                        Logon.NETWORK,
                        session,
                        ip,
                        number(text(event, "IpPort")),
                        "",
                        text(event, "SubjectUserName").toLowerCase(Locale.ROOT),
                        false);
    }
}
