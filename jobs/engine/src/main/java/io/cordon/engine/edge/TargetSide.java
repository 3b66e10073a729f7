package io.cordon.engine.edge;

import io.cordon.engine.edge.Origins.Origin;
import io.cordon.engine.edge.Trace.Candidate;
import io.cordon.engine.edge.Trace.Started;
import io.cordon.engine.edge.Trace.Tie;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.tree.EndpointHeader;
import io.cordon.engine.tree.ProcessEntry;
import io.cordon.engine.tree.ProcessTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the target's halves: says of each execution anew where it came from whenever something near it becomes known. */
final class TargetSide {
    private static final int MOST_CANDIDATES = 16;
    /** Security's records have whole seconds, and come late. */
    private static final long SAME_START = 5_000_000L;

    private final TraceStore store;
    private final ProcessTree tree;
    private final EndpointHeader clocks;
    private final Recent recent;
    private final Origins origins;
    private final Tracer.Out out;

    TargetSide(TraceStore store, ProcessTree tree, EndpointHeader clocks, Recent recent, Tracer.Out out) {
        this.store = store;
        this.tree = tree;
        this.clocks = clocks;
        this.recent = recent;
        this.origins = new Origins(store, tree, clocks, recent);
        this.out = out;
    }

    /** Tells stage 2 what is known of an execution, where that has changed. */
    void tell(String id) {
        Execution execution = store.executions().get(id);
        if (execution == null) {
            return;
        }
        Origin origin = isTwin(execution) ? null : origins.of(execution);
        Map<String, Trace.Called> halves = origin == null ? Map.of() : halves(execution, origin);
        List<String> told = new ArrayList<>();
        halves.forEach((key, half) -> told.add(key + '\t' + half.toString().hashCode()));
        if (told.equals(execution.sentTo())) {
            return;
        }
        for (String before : execution.sentTo()) {
            String key = before.substring(0, before.indexOf('\t'));
            if (!halves.containsKey(key)) {
                out.trace(key, id, null, null);
            }
        }
        halves.forEach((key, half) -> {
            if (!execution.sentTo().contains(key + '\t' + half.toString().hashCode())) {
                out.trace(key, id, null, half);
            }
        });
        store.executions().put(id, kept(execution, origin).told(told));
    }

    /** An object outlives what was recent when it was made; that is kept with it. */
    private static Execution kept(Execution execution, @Nullable Origin origin) {
        if (origin == null || !execution.mechanism().leavesObject()) {
            return execution;
        }
        return execution.from(
                origin.tie() == Tie.SESSION ? origin.logon() : execution.from(),
                origin.from().values().stream()
                        .flatMap(List::stream)
                        .limit(MOST_CANDIDATES)
                        .toList(),
                origin.tie() == Tie.USER ? Objects.requireNonNull(origin.logon()) : execution.byUser());
    }

    private Map<String, Trace.Called> halves(Execution execution, Origin origin) {
        Map<String, Trace.Called> halves = new TreeMap<>();
        boolean alone = origin.from().size() == 1;
        origin.from()
                .forEach((ip, connections) ->
                        halves.put(Trace.ofAddress(ip), half(execution, origin, connections, alone)));
        if (origin.logon() != null && !origin.logon().guid().isEmpty()) {
            halves.put(
                    Trace.ofTicket(origin.logon().guid()),
                    half(
                            execution,
                            origin,
                            origin.from().values().stream()
                                    .flatMap(List::stream)
                                    .toList(),
                            true));
        }
        return halves;
    }

    private Trace.Called half(Execution execution, Origin origin, List<Connection> connections, boolean alone) {
        Logon logon = origin.logon();
        return new Trace.Called(
                execution.mechanism(),
                execution.seen().utc(clocks),
                execution.object(),
                started(execution),
                origin.tie(),
                logon == null ? null : logon.seen().utc(clocks),
                logon == null ? 0 : logon.port(),
                connections.stream()
                        .limit(MOST_CANDIDATES)
                        .map(one -> new Candidate(
                                origins.caller(one).port(), one.seen().utc(clocks)))
                        .toList(),
                alone);
    }

    private List<Started> started(Execution execution) {
        return execution.started().stream()
                .filter(creation -> !execution.mechanism().leavesObject() || isOwn(execution, creation))
                .filter(creation -> execution.started().stream().noneMatch(other -> isSame(creation, other)))
                .map(creation -> new Started(creation.seen().utc(clocks), process(creation), creation.image()))
                .toList();
    }

    private String process(Creation creation) {
        if (!creation.entity().isEmpty()) {
            return creation.entity();
        }
        ProcessEntry holder = tree.lastHolder(
                creation.pid(), creation.seen().time(), creation.seen().clock());
        return holder == null ? "" : holder.entity();
    }

    /** Whether a sensor's record tells of the same start as one without the sensor's id, which then adds nothing. */
    private boolean isSame(Creation recorded, Creation sensed) {
        return recorded.entity().isEmpty()
                && !sensed.entity().isEmpty()
                && (recorded.pid() == sensed.pid() || sensed.pid() == EndpointEvent.ABSENT)
                && recorded.image().equalsIgnoreCase(sensed.image())
                && recorded.session().equals(sensed.session())
                && Math.abs(recorded.seen().utc(clocks).time()
                                - sensed.seen().utc(clocks).time())
                        <= SAME_START;
    }

    /** Whether another record tells of the same execution and more, or as much and came first in order. */
    private boolean isTwin(Execution execution) {
        if (execution.object().isEmpty()) {
            Creation creation = execution.started().get(0);
            return creation.entity().isEmpty()
                    && recent.creations(at(execution) - SAME_START, at(execution) + SAME_START).stream()
                            .anyMatch(other -> isSame(creation, other));
        }
        long at = at(execution);
        return others(execution.objectKey())
                .filter(other -> Math.abs(at(other) - at) <= Recent.NEAR)
                .min(Comparator.comparing((Execution one) -> one.session().isEmpty())
                        .thenComparing(Execution::seen, Sighting.ORDER))
                .filter(first -> !first.id().equals(execution.id()))
                .isPresent();
    }

    /** Whether this is the object that started a process: the last one before it that starts the same, and not deleted by then. */
    private boolean isOwn(Execution execution, Creation creation) {
        long started = creation.seen().utc(clocks).time();
        Execution last = Registration.startedBy(creation).stream()
                .flatMap(this::others)
                .filter(other -> other.mechanism() == execution.mechanism() && at(other) <= started + Recent.NEAR)
                .filter(other -> !isTwin(other))
                .max(Comparator.comparingLong(this::at).thenComparing(Execution::seen, Sighting.ORDER))
                .orElse(null);
        Registered named = store.objects().get(execution.objectKey());
        boolean deleted = named != null
                && named.deletions().stream()
                        .mapToLong(one -> one.utc(clocks).time())
                        .anyMatch(gone -> gone >= at(execution) && gone < started);
        return last != null && last.id().equals(execution.id()) && !deleted;
    }

    private Stream<Execution> others(String key) {
        Registered registered = store.objects().get(key);
        return registered == null
                ? Stream.empty()
                : registered.executions().stream().map(store.executions()::get).filter(Objects::nonNull);
    }

    private long at(Execution execution) {
        return execution.seen().utc(clocks).time();
    }
}
