package io.cordon.engine.edge;

import io.cordon.engine.edge.Trace.Tie;
import io.cordon.engine.tree.EndpointHeader;
import io.cordon.engine.tree.ProcessEntry;
import io.cordon.engine.tree.ProcessTree;
import io.cordon.engine.tree.Start;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells where an execution came from, as far as its own endpoint knows: the process's own connection, else the logon of the session
 * that asked, else that of the user at the time, else whoever was connected at the time.
 */
final class Origins {
    private final TraceStore store;
    private final ProcessTree tree;
    private final EndpointHeader clocks;
    private final Recent recent;

    /**
     * An execution's origin.
     *
     * @param from by address that called, the connections that may have carried it; more than one address: any of them may have asked
     */
    record Origin(Tie tie, @Nullable Logon logon, TreeMap<String, List<Connection>> from) {}

    Origins(TraceStore store, ProcessTree tree, EndpointHeader clocks, Recent recent) {
        this.store = store;
        this.tree = tree;
        this.clocks = clocks;
        this.recent = recent;
    }

    /** Null where nobody elsewhere asked, or nothing says so. */
    @Nullable
    Origin of(Execution execution) {
        long at = execution.seen().utc(clocks).time();
        Logon logon = logon(execution, at);
        Logon remote = logon != null && isRemote(logon, execution.mechanism()) ? logon : null;
        List<Connection> connections = connections(execution, at, remote);
        if (!execution.owner().isEmpty()) {
            List<Connection> own = connections.stream()
                    .filter(one -> one.owner().equals(execution.owner()))
                    .toList();
            if (!own.isEmpty()) {
                return origin(Tie.CONNECTION, remote, own);
            }
            // Any application may be activated at any time: only what it does for somebody else tells that it was asked
            // from there.
            return remote == null || remote.ip().isEmpty() || execution.mechanism() == Mechanism.DCOM_WINDOW
                    ? null
                    : origin(Tie.SESSION, remote, connections);
        }
        if (logon != null) {
            return remote == null ? null : origin(Tie.SESSION, remote, connections);
        }
        return execution.mechanism().leavesObject()
                ? ofObject(execution, at, connections)
                : origin(Tie.TIME, null, connections);
    }

    /** What is done in a desktop's session is done by who sits there, wherever he sits. */
    private static boolean isRemote(Logon logon, Mechanism mechanism) {
        return logon.type() == (mechanism == Mechanism.RDP ? Logon.REMOTE_INTERACTIVE : Logon.NETWORK);
    }

    private @Nullable Origin ofObject(Execution execution, long at, List<Connection> connections) {
        List<Logon> byUser = Stream.concat(Stream.ofNullable(execution.byUser()), recent.logons(at).stream())
                .distinct()
                .sorted(Logon.ORDER)
                .filter(one -> one.isRemote()
                        && !execution.user().isEmpty()
                        && one.user().equals(execution.user()))
                .toList();
        if (byUser.isEmpty()) {
            return isOfSystem(execution) ? null : origin(Tie.TIME, null, connections);
        }
        Set<String> ips = new LinkedHashSet<>();
        byUser.stream().map(Logon::ip).filter(ip -> !ip.isEmpty()).forEach(ips::add);
        List<Connection> theirs = connections.stream()
                .filter(one -> ips.isEmpty() || ips.contains(caller(one).ip()))
                .toList();
        Origin origin = origin(Tie.USER, byUser.get(0), theirs);
        ips.forEach(ip -> origin.from().computeIfAbsent(ip, none -> List.of()));
        return origin;
    }

    /** Services and tasks that the system makes for itself are nobody's. */
    private static boolean isOfSystem(Execution execution) {
        return execution.session().isEmpty()
                && execution.user().isEmpty()
                && (execution.mechanism() == Mechanism.SERVICE || execution.mechanism() == Mechanism.TASK);
    }

    private Origin origin(Tie tie, @Nullable Logon logon, List<Connection> connections) {
        TreeMap<String, List<Connection>> from = new TreeMap<>();
        for (Connection connection : connections) {
            from.computeIfAbsent(caller(connection).ip(), ip -> new ArrayList<>())
                    .add(connection);
        }
        if (logon != null && !logon.ip().isEmpty() && tie != Tie.CONNECTION) {
            from.keySet().retainAll(Set.of(logon.ip()));
            from.computeIfAbsent(logon.ip(), ip -> new ArrayList<>());
        }
        return new Origin(tie, logon, from);
    }

    /** The connections that may have carried it: near the execution, and those that its logon came over. */
    private List<Connection> connections(Execution execution, long at, @Nullable Logon logon) {
        // What the process itself holds is its own, whenever its clocks say that it came.
        List<Connection> held =
                execution.owner().isEmpty() ? null : store.held().get(execution.owner());
        List<Connection> near = Stream.of(
                        recent.inbound(at), execution.connections(), held == null ? List.<Connection>of() : held)
                .flatMap(List::stream)
                .distinct()
                .sorted(Connection.ORDER)
                .toList();
        if (logon != null && logon.port() != 0) {
            Stream<Connection> ofLogon = recent.inbound(logon.seen().utc(clocks).time()).stream()
                    .filter(one -> ends(one)
                            .anyMatch(end ->
                                    end.port() == logon.port() && end.ip().equals(logon.ip())));
            near = Stream.concat(near.stream(), ofLogon)
                    .distinct()
                    .sorted(Connection.ORDER)
                    .toList();
        }
        return near.stream()
                .filter(one -> execution.mechanism().isServedAt(called(one).port()))
                .toList();
    }

    private static Stream<Connection.Address> ends(Connection connection) {
        return Stream.of(connection.source(), connection.destination());
    }

    Connection.Address caller(Connection connection) {
        return connection.caller(Set.copyOf(store.header().addresses()));
    }

    private Connection.Address called(Connection connection) {
        return connection.called(Set.copyOf(store.header().addresses()));
    }

    /** The last logon of the session before the execution; a logon id means nothing across a boot. */
    private @Nullable Logon logon(Execution execution, long at) {
        Logon found = sessions(execution)
                .map(store.sessions()::get)
                .filter(Objects::nonNull)
                .flatMap(session -> session.logons().stream())
                .filter(logon -> isBefore(logon, at))
                .max(Comparator.<Logon>comparingLong(
                                logon -> logon.seen().utc(clocks).time())
                        .thenComparing(Logon.ORDER))
                .orElse(null);
        if (found == null) {
            return execution.from();
        }
        return execution.mechanism() == Mechanism.RDP ? withPortOfFirst(found, at) : found;
    }

    private boolean isBefore(Logon logon, long at) {
        long time = logon.seen().utc(clocks).time();
        return time <= at + Recent.NEAR && !clocks.bootedBetween(time, at);
    }

    /** With network-level authentication a network logon comes first, and only that one says the port. */
    private Logon withPortOfFirst(Logon logon, long at) {
        return recent.logons(at).stream()
                .filter(first -> first.type() == Logon.NETWORK
                        && first.port() != 0
                        && first.user().equals(logon.user())
                        && first.ip().equals(logon.ip()))
                .reduce((earlier, later) -> later)
                .map(first -> new Logon(
                        logon.seen(),
                        logon.type(),
                        logon.session(),
                        logon.ip(),
                        first.port(),
                        logon.guid(),
                        logon.user(),
                        logon.ntlm()))
                .orElse(logon);
    }

    private Stream<String> sessions(Execution execution) {
        if (execution.mechanism() != Mechanism.SSH) {
            return execution.session().isEmpty() ? Stream.of() : Stream.of(execution.session());
        }
        // The sshd that says where somebody came from is the shell's parent, or its parent's where privileges are
        // separated.
        Creation shell = execution.started().get(0);
        ProcessEntry parent = tree.process(shell.parent());
        Start start = parent == null ? null : parent.start();
        return Stream.of(shell.parentPid(), start == null ? shell.parentPid() : start.parentPid())
                .map(Reading::sshSession);
    }
}
