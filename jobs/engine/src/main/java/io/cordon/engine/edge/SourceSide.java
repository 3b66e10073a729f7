package io.cordon.engine.edge;

import io.cordon.engine.event.Column;
import io.cordon.engine.tree.EndpointHeader;
import io.cordon.engine.tree.ProcessEntry;
import io.cordon.engine.tree.ProcessTree;
import io.cordon.engine.tree.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the source's halves: who called a port at which remote execution is served. */
final class SourceSide {
    /** They call everywhere all day, and never for somebody. */
    private static final Set<String> INFRASTRUCTURE = Set.of("lsass.exe", "dns.exe", "dfsrs.exe", "ismserv.exe");

    private final TraceStore store;
    private final ProcessTree tree;
    private final EndpointHeader clocks;
    private final EdgeLimits limits;
    private final Tracer.Out out;

    SourceSide(TraceStore store, ProcessTree tree, EndpointHeader clocks, EdgeLimits limits, Tracer.Out out) {
        this.store = store;
        this.tree = tree;
        this.clocks = clocks;
        this.limits = limits;
        this.out = out;
    }

    static boolean isRelevant(Connection connection) {
        if (!connection.ticket().isEmpty()) {
            return true;
        }
        String name = CommandText.fileName(connection.image());
        int port = connection.destination().port();
        // An RPC or web call of a shared host is the system's own; only files are fetched for others, by the kernel.
        return Mechanism.NEW_CREDENTIALS.isServedAt(port)
                && !INFRASTRUCTURE.contains(name)
                && !(name.equals("svchost.exe") && !Mechanism.Port.SMB.holds(port));
    }

    void connected(Connection connection) {
        String caller = caller(connection);
        List<Connection> made = store.outbound().get(caller);
        List<Connection> more = made == null ? new ArrayList<>() : new ArrayList<>(made);
        if (more.contains(connection)) {
            return;
        }
        more.add(connection);
        more.sort(Connection.ORDER.reversed());
        if (more.size() > limits.mostPerList()) {
            more.remove(more.size() - 1);
            out.counted(EdgeCounter.EVICTED_FACTS);
        }
        store.outbound().put(caller, more);
        tell(connection);
    }

    static String caller(Connection connection) {
        return connection.owner().isEmpty() ? pid(connection.pid()) : connection.owner();
    }

    private static String pid(long pid) {
        return "pid " + pid;
    }

    /** What is known of a process has changed, and with it what its connections tell. */
    void changed(String entity, long pid) {
        tellAll(entity);
        tellAll(pid(pid));
    }

    void tellAll(String caller) {
        List<Connection> made = caller.isEmpty() ? null : store.outbound().get(caller);
        if (made != null) {
            made.forEach(this::tell);
        }
    }

    private void tell(Connection connection) {
        Sighting seen = connection.seen();
        ProcessEntry process = process(connection);
        Start start = process == null ? null : tree.start(process);
        String said = start == null ? null : start.column(Column.EXECUTABLE);
        String image = said != null && (connection.image().isEmpty() || isByDevice(connection.image(), said))
                ? said
                : connection.image();
        // A pid alone may be somebody else's by now, unless the sensor says what runs there and that is what was
        // started.
        boolean named = !connection.owner().isEmpty()
                || (!connection.image().isEmpty() && said != null && said.equalsIgnoreCase(connection.image()));
        String owner = process == null ? connection.owner() : process.entity();
        boolean shared = Candidates.isShared(image) || image.isEmpty();
        out.trace(
                connection.ticket().isEmpty()
                        ? Trace.ofAddress(connection.source().ip())
                        : Trace.ofTicket(connection.ticket()),
                seen.event(),
                new Trace.Caller(
                        connection.source().port(),
                        seen.utc(clocks),
                        shared ? "" : owner,
                        image,
                        named && !shared && !owner.isEmpty(),
                        hasNewCredentials(connection, start)),
                null);
    }

    /** Whether an image named by its device's path may be what was started. */
    private static boolean isByDevice(String image, String started) {
        return image.startsWith("\\device\\") && CommandText.fileName(image).equals(CommandText.fileName(started));
    }

    private @Nullable ProcessEntry process(Connection connection) {
        Sighting seen = connection.seen();
        // A short-lived process has often ended before its connection is reported.
        return connection.owner().isEmpty()
                ? tree.lastHolder(connection.pid(), seen.time(), seen.clock())
                : tree.process(connection.owner());
    }

    private boolean hasNewCredentials(Connection connection, @Nullable Start start) {
        String text = start == null ? null : start.column(Column.LOGON_ID);
        String id = text == null ? "" : Reading.session(text);
        if (id.isEmpty()) {
            return false;
        }
        Session known = store.sessions().get(id);
        Session session = known == null ? Session.empty() : known;
        if (!session.callers().contains(caller(connection))) {
            session.callers().add(caller(connection));
            store.sessions().put(id, session);
        }
        return session.logons().stream().anyMatch(logon -> logon.type() == Logon.NEW_CREDENTIALS);
    }
}
