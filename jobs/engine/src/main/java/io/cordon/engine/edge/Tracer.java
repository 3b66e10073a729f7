package io.cordon.engine.edge;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.tree.EndpointHeader;
import io.cordon.engine.tree.ProcessTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Stage 1, keyed by endpoint: takes in what events say of remote executions and tells stage 2 the endpoint's halves of edges.
 *
 * <p>Facts are kept as they were said. What follows from them is derived anew for each execution and connection that a new fact may
 * change, so that neither their order nor their repetition has an influence.
 */
public final class Tracer {
    private static final Set<String> PIPES = Set.of("svcctl", "atsvc", "itaskschedulerservice");

    private final TraceStore store;
    private final EndpointHeader clocks;
    private final EdgeLimits limits;
    private final Out out;
    private final Recent recent;
    private final SourceSide source;
    private final TargetSide target;

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
        this.limits = limits;
        this.out = out;
        this.recent = new Recent(store, clocks);
        this.source = new SourceSide(store, tree, clocks, limits, out);
        this.target = new TargetSide(store, tree, clocks, recent, out);
    }

    public void apply(EndpointEvent event) {
        if (clocks.offset() != store.header().offset() || event.activity() == Activity.BOOT) {
            store.header(new TraceHeader(clocks.offset(), store.header().addresses()));
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
            registered(made);
        }
        String deleted = Registration.deleted(event);
        if (deleted != null && store.objects().get(deleted) != null) {
            Registered named = registeredAs(deleted);
            add(named.deletions(), Sighting.of(event));
            store.objects().put(deleted, named);
            tell(named.executions());
        }
    }

    private void audited(EndpointEvent event) {
        if (event.service().equals("sshd")) {
            loggedOn(Reading.logon(event));
        } else if (event.service().equals("security") && event.code() == 4648) {
            connected(Reading.ticketRequest(event));
        } else if (event.service().equals("security")
                && event.code() == 5145
                && PIPES.contains(Reading.text(event, "RelativeTargetName").toLowerCase(Locale.ROOT))) {
            loggedOn(Reading.shareAccess(event));
        }
    }

    private void created(Creation creation) {
        remember(creation.seen(), minute -> {
            count(Minute.add(creation, minute.creations(), Creation.ORDER, limits.mostPerMinute()));
            return minute;
        });
        source.changed(creation.entity(), creation.pid());
        Execution own = Candidates.of(creation);
        if (own != null) {
            put(own);
        }
        for (String runs : Registration.startedBy(creation)) {
            Registered registered = store.objects().get(runs);
            if (registered != null) {
                registered.executions().forEach(id -> startedBy(id, creation));
            }
        }
        long at = creation.seen().utc(clocks).time();
        if (Candidates.isWindow(creation.parentName())
                && recent.inbound(at).stream().anyMatch(one -> one.owner().equals(creation.parent()))) {
            put(Execution.ofProcess(Mechanism.DCOM_WINDOW, creation, creation.parent()));
        }
        tell(recent.executions(at));
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
        remember(connection.seen(), minute -> {
            count(Minute.add(connection, minute.inbound(), Connection.ORDER, limits.mostPerMinute()));
            return minute;
        });
        long at = connection.seen().utc(clocks).time();
        if (Candidates.isWindow(connection.image())) {
            for (Creation child : recent.creations(at - Recent.NEAR, at + Recent.NEAR)) {
                if (child.parent().equals(connection.owner())) {
                    put(Execution.ofProcess(Mechanism.DCOM_WINDOW, child, child.parent()));
                }
            }
        }
        tell(recent.executions(at));
    }

    /** An address of the endpoint itself: which end of a connection called may depend on it. */
    private void owns(String ip) {
        if (ip.isEmpty() || store.header().addresses().contains(ip)) {
            return;
        }
        List<String> addresses = new ArrayList<>(store.header().addresses());
        addresses.add(ip);
        store.header(new TraceHeader(store.header().offset(), List.copyOf(addresses)));
        for (String id : store.executions().keys()) {
            target.tell(id);
        }
    }

    private void loggedOn(@Nullable Logon logon) {
        if (logon == null) {
            return;
        }
        Session known = store.sessions().get(logon.session());
        Session session = known == null ? Session.empty() : known;
        if (!add(session.logons(), logon)) {
            return;
        }
        store.sessions().put(logon.session(), session);
        if (logon.isRemote()) {
            remember(logon.seen(), minute -> {
                count(Minute.add(logon, minute.logons(), Logon.ORDER, limits.mostPerMinute()));
                return minute;
            });
        }
        Execution own = Candidates.of(logon);
        if (own != null) {
            registered(own);
        }
        if (logon.type() == Logon.NEW_CREDENTIALS) {
            List.copyOf(session.callers()).forEach(source::tellAll);
        }
        tell(session.executions());
        tell(recent.executions(logon.seen().utc(clocks).time()));
    }

    /** A service, task, subscription, file or session came to be. */
    private void registered(Execution made) {
        Set<String> keys = new TreeSet<>(Set.of(made.objectKey(), made.runs()));
        keys.remove("");
        Set<String> siblings = new TreeSet<>();
        for (String key : keys) {
            Registered registered = registeredAs(key);
            if (add(registered.executions(), made.id())) {
                store.objects().put(key, registered);
            }
            siblings.addAll(registered.executions());
        }
        put(made);
        long at = made.seen().utc(clocks).time();
        if (!made.runs().isEmpty()) {
            for (Creation creation : recent.creations(at - Recent.NEAR, at + EdgeLimits.micros(limits.recent()))) {
                if (Registration.startedBy(creation).contains(made.runs())) {
                    startedBy(made.id(), creation);
                }
            }
        }
        tell(siblings);
    }

    private void startedBy(String id, Creation creation) {
        Execution execution = store.executions().get(id);
        if (execution != null && Registration.starts(execution.mechanism(), creation)) {
            store.executions().put(id, execution.with(creation));
            target.tell(id);
        }
    }

    private void put(Execution execution) {
        if (store.executions().get(execution.id()) == null) {
            store.executions().put(execution.id(), execution);
            remember(execution.seen(), minute -> {
                add(minute.executions(), execution.id());
                return minute;
            });
            if (!execution.session().isEmpty()) {
                Session known = store.sessions().get(execution.session());
                Session session = known == null ? Session.empty() : known;
                add(session.executions(), execution.id());
                store.sessions().put(execution.session(), session);
            }
        }
        target.tell(execution.id());
    }

    private void remember(Sighting seen, UnaryOperator<Minute> change) {
        recent.put(seen, change.apply(recent.minute(seen)));
    }

    private Registered registeredAs(String key) {
        Registered registered = store.objects().get(key);
        return registered == null ? Registered.empty() : registered;
    }

    /** Whether it is new and there was room for it. */
    private <T> boolean add(List<T> to, T one) {
        if (to.contains(one)) {
            return false;
        }
        if (to.size() >= limits.mostPerMinute()) {
            out.counted(EdgeCounter.EVICTED_ENTRIES);
            return false;
        }
        return to.add(one);
    }

    private void count(boolean evicted) {
        if (evicted) {
            out.counted(EdgeCounter.EVICTED_CONNECTIONS);
        }
    }

    private void tell(Iterable<String> executions) {
        List<String> ids = new ArrayList<>();
        executions.forEach(ids::add);
        ids.forEach(target::tell);
    }

    /** The endpoint's clocks or boots are seen otherwise than before. */
    private void all() {
        tell(store.executions().keys());
        for (String caller : store.outbound().keys()) {
            source.tellAll(caller);
        }
    }
}
