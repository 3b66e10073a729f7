package io.cordon.engine.edge;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Events of several hosts, told in the order in which they happened; times in seconds, each host with a clock of its own. */
final class RemoteStory {
    private static final String SOURCE = "desk";
    private static final String TARGET = "server";
    private static final String SOURCE_IP = "10.1.0.5";
    private static final String TARGET_IP = "10.1.0.9";
    private static final long EPOCH = 1_714_550_400_000_000L;
    private static final long SECOND = 1_000_000L;

    private final List<EndpointEvent> events = new ArrayList<>();
    private final Map<String, Long> clocks = new HashMap<>();

    /** Has a host's clock run ahead by so many seconds; before anything happens there. */
    RemoteStory clock(String host, long ahead) {
        clocks.put(host, ahead);
        return this;
    }

    RemoteStory starts(String host, double at, String entity, String command, String parent, String session) {
        String[] kin = parent.split(" ", 2);
        return add(event(host, at, Activity.PROCESS_START, "sysmon", 1, Clock.UTC)
                .recordTime(time(host, at))
                .process(entity, entity.hashCode() & 0xffff)
                .parent(kin[0], kin[0].hashCode() & 0xffff)
                .column(Column.EXECUTABLE, command.split(" ", 2)[0])
                .column(Column.COMMAND_LINE, command)
                .column(Column.PARENT_EXECUTABLE, kin[1])
                .column(Column.LOGON_ID, session));
    }

    /** A connection as the end that called saw it. */
    RemoteStory calls(double at, String entity, String image, int port, int served) {
        return connection(SOURCE, at, entity, image, port, served, true);
    }

    /** A connection as the end that was called saw it. */
    RemoteStory isCalled(double at, String entity, String image, int port, int served) {
        return connection(TARGET, at, entity, image, port, served, false);
    }

    /** A connection as the filtering platform of the end that called let it pass. */
    RemoteStory isPermitted(double at, String entity, String file, int port, int served) {
        Map<String, String> fields = Map.of(
                "Direction",
                "%%14593",
                "Application",
                "\\device\\harddiskvolume2\\" + file,
                "ProcessID",
                Integer.toString(entity.hashCode() & 0xffff),
                "SourceAddress",
                SOURCE_IP,
                "DestAddress",
                TARGET_IP,
                "DestPort",
                Integer.toString(served));
        return add(audited(SOURCE, at, Activity.OTHER, "security", 5156, fields)
                .column(Column.SOURCE_PORT, Integer.toString(port)));
    }

    private RemoteStory connection(
            String host, double at, String entity, String image, int port, int served, boolean initiated) {
        return add(event(host, at, Activity.NETWORK_CONNECT, "sysmon", 3, Clock.RECORD)
                .process(entity, entity.hashCode() & 0xffff)
                .column(Column.EXECUTABLE, image)
                .column(Column.SOURCE_IP, SOURCE_IP)
                .column(Column.SOURCE_PORT, Integer.toString(port))
                .column(Column.DESTINATION_IP, TARGET_IP)
                .column(Column.DESTINATION_PORT, Integer.toString(served))
                .field("Initiated", Boolean.toString(initiated)));
    }

    RemoteStory logsOn(String host, double at, int type, String session, int port) {
        return logsOn(host, at, type, session, SOURCE_IP, port, "Kerberos");
    }

    RemoteStory logsOn(String host, double at, int type, String session, String ip, int port, String with) {
        return add(event(host, at, Activity.LOGON, "security", 4624, Clock.RECORD)
                .field("LogonType", Integer.toString(type))
                .field("TargetLogonId", session)
                .field("TargetUserName", "ann")
                .field("IpAddress", ip)
                .field("IpPort", Integer.toString(port))
                .field("AuthenticationPackageName", with));
    }

    RemoteStory logsOnWithTicket(double at, String session, String ip, int port, String ticket) {
        return add(audited(
                TARGET,
                at,
                Activity.LOGON,
                "security",
                4624,
                Map.of(
                        "LogonType",
                        "3",
                        "TargetLogonId",
                        session,
                        "TargetUserName",
                        "ann",
                        "IpAddress",
                        ip,
                        "IpPort",
                        Integer.toString(port),
                        "LogonGuid",
                        ticket)));
    }

    RemoteStory ticket(double at, String entity, String image, String ticket) {
        return add(audited(SOURCE, at, Activity.OTHER, "security", 4648, Map.of("TargetLogonGuid", ticket))
                .process(null, entity.hashCode() & 0xffff)
                .column(Column.EXECUTABLE, image));
    }

    RemoteStory security(String host, double at, int code, Map<String, String> fields) {
        return add(audited(host, at, Activity.OTHER, "security", code, fields));
    }

    RemoteStory service(double at, String name, String path, String session) {
        return add(audited(
                TARGET,
                at,
                Activity.SERVICE_INSTALL,
                "security",
                4697,
                Map.of("ServiceName", name, "ServiceFileName", path, "SubjectLogonId", session)));
    }

    RemoteStory subscription(double at, String name, String command) {
        return add(audited(
                        TARGET,
                        at,
                        Activity.WMI_SUBSCRIPTION,
                        "sysmon",
                        20,
                        Map.of("Name", name, "Type", "Command Line", "Destination", command, "Operation", "Created"))
                .column(Column.USER, "CORP\\ann"));
    }

    RemoteStory drops(double at, String path) {
        return add(event(TARGET, at, Activity.FILE_CREATE, "sysmon", 11, Clock.UTC)
                .recordTime(time(TARGET, at))
                .process("kernel", 4)
                .column(Column.EXECUTABLE, "System")
                .column(Column.FILE_PATH, path));
    }

    RemoteStory boots(String host, double at) {
        return add(event(host, at, Activity.BOOT, "system", 12, Clock.RECORD));
    }

    /** An sshd whose pid is that of its entity. */
    RemoteStory accepts(double at, String sshd, int port) {
        return add(event(TARGET, at, Activity.OTHER, "sshd", -1, Clock.RECORD)
                .process(null, sshd.hashCode() & 0xffff)
                .field("message", "Accepted publickey for ann from " + SOURCE_IP + " port " + port + " ssh2"));
    }

    private EndpointEvent.Builder audited(
            String host, double at, Activity activity, String service, int code, Map<String, String> fields) {
        EndpointEvent.Builder event = event(host, at, activity, service, code, Clock.RECORD);
        fields.forEach(event::field);
        return event;
    }

    private EndpointEvent.Builder event(
            String host, double at, Activity activity, String service, int code, Clock clock) {
        String id = "e" + events.size();
        return EndpointEvent.builder()
                .tenant("default")
                .endpoint(host)
                .id(id)
                .position(id)
                .service(service)
                .code(code)
                .activity(activity)
                .time(time(host, at), clock);
    }

    private long time(String host, double at) {
        return EPOCH + Math.round(at * SECOND) + clocks.getOrDefault(host, 0L) * SECOND;
    }

    private RemoteStory add(EndpointEvent.Builder event) {
        events.add(event.build());
        return this;
    }

    List<EndpointEvent> events() {
        return events;
    }

    /** The edges, with the events in the order of the story. */
    List<Edge> edges() {
        return edges(events);
    }

    /** The edges, with the events in any order. */
    List<Edge> shuffled(long seed) {
        List<EndpointEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(seed));
        return edges(shuffled);
    }

    static List<Edge> edges(List<EndpointEvent> events) {
        HeapEdges engine = new HeapEdges(EdgeLimits.DEFAULT);
        events.forEach(engine::process);
        return engine.edges();
    }
}
