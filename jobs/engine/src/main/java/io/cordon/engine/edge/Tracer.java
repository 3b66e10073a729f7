package io.cordon.engine.edge;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.tree.EndpointHeader;
import io.cordon.engine.tree.ProcessTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stage 1, keyed by endpoint: takes in what events say of remote executions and tells stage 2 the endpoint's halves of edges.
 *
 * <p>Facts are kept as they were said. What follows from them is derived anew for each execution and connection that a new fact may
 * change, so that neither their order nor their repetition has an influence.
 */
public final class Tracer {
    /** Security's records that are read besides logons, services and starts. */
    private static final Set<Integer> AUDITED = Set.of(4648, 4698, 4699, 5145, 5156);

    private static final Set<String> PIPES = Set.of("svcctl", "atsvc", "itaskschedulerservice");

    private final TraceStore store;
    private final EndpointHeader clocks;
    private final Recent recent;
    private final SourceSide source;
    private final Executions executions;

    /** Receives what is told. */
    public interface Out {
        /** A half by its key and id; both null takes it back. */
        void trace(String key, String id, Trace.@Nullable Caller caller, Trace.@Nullable Called called);

        void counted(EdgeCounter counter);
    }

    /**
     * One endpoint.
     *
     * @param tree its processes; an event must have been applied to it before
     */
    public Tracer(TraceStore store, ProcessTree tree, EndpointHeader clocks, EdgeLimits limits, Out out) {
        this.store = store;
        this.clocks = clocks;
        this.recent = new Recent(store, clocks);
        this.source = new SourceSide(store, tree, clocks, limits, out);
        this.executions =
                new Executions(store, clocks, limits, out, recent, new TargetSide(store, tree, clocks, recent, out));
    }

    /** Whether an event may tell of a remote execution; any other is of concern only where it moves its endpoint's clocks. */
    public static boolean concerns(EndpointEvent event) {
        return switch (event.activity()) {
            case PROCESS_START,
                    NETWORK_CONNECT,
                    LOGON,
                    BOOT,
                    SERVICE_INSTALL,
                    WMI_SUBSCRIPTION,
                    FILE_CREATE,
                    FILE_DELETE,
                    FILE_DELETE_DETECTED,
                    REGISTRY_DELETE -> true;
            default ->
                event.service().equals("sshd")
                        || (event.service().equals("security") && AUDITED.contains(event.code()));
        };
    }

    public void apply(EndpointEvent event) {
        if (Sighting.offset(clocks) != store.header().offset() || event.activity() == Activity.BOOT) {
            store.header(new TraceHeader(Sighting.offset(clocks), store.header().addresses()));
            all();
        }
        switch (event.activity()) {
            case PROCESS_START -> created(Reading.creation(event));
            case NETWORK_CONNECT -> connected(Reading.connection(event));
            case LOGON -> loggedOn(Reading.logon(event));
            default -> audited(event);
        }
        Execution made = Registration.made(event);
        if (made != null) {
            executions.registered(made);
        }
        String deleted = Registration.deleted(event);
        if (deleted != null) {
            executions.deleted(deleted, Sighting.of(event));
        }
    }

    private void audited(EndpointEvent event) {
        if (event.service().equals("sshd")) {
            loggedOn(Reading.logon(event));
        } else if (event.service().equals("security") && event.code() == 4648) {
            connected(Reading.ticketRequest(event));
        } else if (event.service().equals("security") && event.code() == 5156) {
            connected(Reading.permitted(event));
        } else if (event.service().equals("security")
                && event.code() == 5145
                && PIPES.contains(Reading.text(event, "RelativeTargetName").toLowerCase(Locale.ROOT))) {
            loggedOn(Reading.shareAccess(event));
        }
    }

    private void created(Creation creation) {
        executions.remember(creation.seen(), minute -> executions.add(creation, minute.creations(), Creation.ORDER));
        source.changed(creation.entity(), creation.pid());
        Execution own = Candidates.of(creation);
        if (own != null) {
            executions.put(own);
        }
        executions.started(creation);
        long at = creation.seen().utc(clocks).time();
        if (Candidates.isWindow(creation.parentName())
                && recent.inbound(at).stream().anyMatch(one -> one.owner().equals(creation.parent()))) {
            executions.put(Execution.ofProcess(Mechanism.DCOM_WINDOW, creation, creation.parent()));
        }
        executions.tell(recent.executions(at));
    }

    private void connected(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        if (!connection.inbound()) {
            owns(connection.source().ip());
            if (SourceSide.isRelevant(connection)) {
                source.connected(connection);
            }
            return;
        }
        if (!Mechanism.NEW_CREDENTIALS.isServedAt(connection.source().port())
                && !Mechanism.NEW_CREDENTIALS.isServedAt(
                        connection.destination().port())) {
            return;
        }
        executions.remember(
                connection.seen(), minute -> executions.add(connection, minute.inbound(), Connection.ORDER));
        if (!connection.owner().isEmpty() && !Candidates.isShared(connection.image())) {
            List<Connection> held = store.held().get(connection.owner());
            List<Connection> more = held == null ? new ArrayList<>() : new ArrayList<>(held);
            executions.add(connection, more, Connection.ORDER);
            store.held().put(connection.owner(), more);
            executions.tell(List.of(connection.owner()));
        }
        long at = connection.seen().utc(clocks).time();
        if (Candidates.isWindow(connection.image())) {
            for (Creation child : recent.creations(at - Recent.NEAR, at + Recent.NEAR)) {
                if (child.parent().equals(connection.owner())) {
                    executions.put(Execution.ofProcess(Mechanism.DCOM_WINDOW, child, child.parent()));
                }
            }
        }
        executions.tell(recent.executions(at));
    }

    /** An address of the endpoint itself: which end of a connection called may depend on it. */
    private void owns(String ip) {
        if (ip.isEmpty() || store.header().addresses().contains(ip)) {
            return;
        }
        List<String> addresses = new ArrayList<>(store.header().addresses());
        addresses.add(ip);
        store.header(new TraceHeader(store.header().offset(), List.copyOf(addresses)));
        executions.tell(store.executions().keys());
    }

    private void loggedOn(@Nullable Logon logon) {
        if (logon == null) {
            return;
        }
        Session known = store.sessions().get(logon.session());
        Session session = known == null ? Session.empty() : known;
        if (!executions.add(logon, session.logons(), Logon.ORDER)) {
            return;
        }
        store.sessions().put(logon.session(), session);
        if (logon.isRemote()) {
            executions.remember(logon.seen(), minute -> executions.add(logon, minute.logons(), Logon.ORDER));
        }
        Execution own = Candidates.of(logon);
        if (own != null) {
            executions.registered(own);
        }
        if (logon.type() == Logon.NEW_CREDENTIALS) {
            List.copyOf(session.callers()).forEach(source::tellAll);
        }
        executions.tell(session.executions());
        executions.tell(recent.executions(logon.seen().utc(clocks).time()));
    }

    /** The endpoint's clocks or boots are seen otherwise than before. */
    private void all() {
        executions.tell(store.executions().keys());
        for (String caller : store.outbound().keys()) {
            source.tellAll(caller);
        }
    }
}
