package io.cordon.engine.edge;

import io.cordon.engine.tree.EndpointHeader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What an endpoint has that somebody elsewhere may have asked for, by all that it is found by. */
final class Executions {
    private final TraceStore store;
    private final EndpointHeader clocks;
    private final EdgeLimits limits;
    private final Tracer.Out out;
    private final Recent recent;
    private final TargetSide target;

    Executions(
            TraceStore store,
            EndpointHeader clocks,
            EdgeLimits limits,
            Tracer.Out out,
            Recent recent,
            TargetSide target) {
        this.store = store;
        this.clocks = clocks;
        this.limits = limits;
        this.out = out;
        this.recent = recent;
        this.target = target;
    }

    /** A service, task, subscription, file or session came to be. */
    void registered(Execution made) {
        Set<String> keys = new TreeSet<>(Set.of(made.objectKey(), made.runs()));
        keys.remove("");
        Set<String> siblings = new TreeSet<>();
        for (String key : keys) {
            Registered registered = registeredAs(key);
            if (add(made.id(), registered.executions(), Comparator.naturalOrder())) {
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

    /** What has the name was deleted. */
    void deleted(String key, Sighting seen) {
        Registered named = registeredAs(key);
        add(seen, named.deletions(), Sighting.ORDER);
        store.objects().put(key, named);
        tell(named.executions());
    }

    /** A process started: the objects that start such a one may have. */
    void started(Creation creation) {
        for (String runs : Registration.startedBy(creation)) {
            Registered registered = store.objects().get(runs);
            if (registered != null) {
                List.copyOf(registered.executions()).forEach(id -> startedBy(id, creation));
            }
        }
    }

    private void startedBy(String id, Creation creation) {
        Execution execution = store.executions().get(id);
        if (execution != null && Registration.starts(execution.mechanism(), creation)) {
            store.executions().put(id, execution.with(creation));
            target.tell(id);
        }
    }

    /** Something that somebody elsewhere may have asked for. */
    void put(Execution execution) {
        if (store.executions().get(execution.id()) == null) {
            store.executions().put(execution.id(), execution);
            remember(execution.seen(), minute -> {
                add(execution.id(), minute.executions(), Comparator.naturalOrder());
            });
            if (!execution.session().isEmpty()) {
                Session known = store.sessions().get(execution.session());
                Session session = known == null ? Session.empty() : known;
                add(execution.id(), session.executions(), Comparator.naturalOrder());
                store.sessions().put(execution.session(), session);
            }
        }
        target.tell(execution.id());
    }

    /** What follows for executions from what is new. */
    void tell(Iterable<String> executions) {
        List<String> ids = new ArrayList<>();
        executions.forEach(ids::add);
        ids.forEach(target::tell);
    }

    /** Changes what is known of a minute. */
    void remember(Sighting seen, Consumer<Minute> change) {
        Minute minute = recent.minute(seen);
        change.accept(minute);
        recent.put(seen, minute);
    }

    private Registered registeredAs(String key) {
        Registered registered = store.objects().get(key);
        return registered == null ? Registered.empty() : registered;
    }

    /** Whether it is new. */
    <T> boolean add(T one, List<T> to, Comparator<T> order) {
        if (to.contains(one)) {
            return false;
        }
        count(Minute.add(one, to, order, limits.mostPerList()));
        return true;
    }

    void count(boolean evicted) {
        if (evicted) {
            out.counted(EdgeCounter.EVICTED_FACTS);
        }
    }
}
