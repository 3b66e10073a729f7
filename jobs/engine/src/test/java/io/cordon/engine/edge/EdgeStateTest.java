package io.cordon.engine.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.tree.HeapStore;
import io.cordon.engine.tree.ProcessTree;
import io.cordon.engine.tree.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every piece of what edges keep ends: by its age, or because there is too much of it. */
class EdgeStateTest {
    private static final long BEGIN = 1_714_550_400_000_000L;
    private static final EdgeLimits LIMITS = EdgeLimits.DEFAULT;

    private final HeapTraceStore traces = new HeapTraceStore();
    private final HeapStore processes = new HeapStore();
    private final HeapTraceStore tracesOfDesk = new HeapTraceStore();
    private final HeapStore processesOfDesk = new HeapStore();
    private final List<Trace> told = new ArrayList<>();
    private final List<EdgeNews> news = new ArrayList<>();
    private final Map<EdgeCounter, Integer> counted = new HashMap<>();

    @Test
    void whatIsRecentEndsFirstAndObjectsLast() {
        takeIn(everything(), LIMITS);
        sweep(LIMITS, Duration.ofHours(1));

        assertThat(traces.minutes().keys()).isEmpty();
        assertThat(traces.sessions().keys()).isNotEmpty();
        assertThat(mechanisms())
                .containsOnly(Mechanism.SERVICE, Mechanism.TASK, Mechanism.DROPPED_FILE, Mechanism.WMI_SUBSCRIPTION);

        assertThat(traces.held().keys()).isNotEmpty();
        assertThat(tracesOfDesk.outbound().keys()).isNotEmpty();

        sweep(LIMITS, Duration.ofHours(25));
        assertThat(traces.sessions().keys()).isEmpty();
        assertThat(traces.held().keys()).isEmpty();
        assertThat(tracesOfDesk.outbound().keys()).isEmpty();
        assertThat(traces.executions().keys()).isNotEmpty();

        sweep(LIMITS, Duration.ofDays(31));
        assertThat(traces.executions().keys()).isEmpty();
        assertThat(traces.objects().keys()).isEmpty();
    }

    @Test
    void ofTooManyEntriesTheOldestGoAndAreCounted() {
        EdgeLimits few = limits(256, 3, 512);
        takeIn(everything(), few);
        sweep(few, Duration.ofMinutes(1));

        assertThat(traces.executions().keys()).hasSize(3);
        assertThat(counted.get(EdgeCounter.EVICTED_ENTRIES)).isPositive();
    }

    @Test
    void aMinuteHoldsSoMuchAndCountsTheRest() {
        RemoteStory story = new RemoteStory();
        for (int i = 0; i < 20; i++) {
            story.isCalled(1 + i * 0.1, "kernel", "System", 50_000 + i, 445);
        }
        takeIn(story.events(), limits(8, 100, 512));

        assertThat(counted).containsEntry(EdgeCounter.EVICTED_FACTS, 12);
    }

    @Test
    void whatATaskStartsLongAfterItsLogonIsForgottenStillJoins() {
        RemoteStory story = new RemoteStory();
        Stories.task(story);
        takeIn(story.events(), LIMITS);
        sweep(LIMITS, Duration.ofDays(2));
        int before = told.size();
        int size = story.events().size();
        story.starts("server", 200_000, "job", "c:\\job.exe /q", "s c:\\windows\\svchost.exe", "0x3e7");
        takeIn(story.events().subList(size, size + 1), LIMITS);

        Trace.Called called = Objects.requireNonNull(told.get(told.size() - 1).called());
        assertThat(told).hasSizeGreaterThan(before);
        assertThat(called.tie()).isEqualTo(Trace.Tie.SESSION);
        assertThat(called.candidates()).hasSize(1);
        assertThat(called.started()).extracting(Trace.Started::process).containsExactly("job");
    }

    @Test
    void halvesThatNobodyMeetsEndAndThoseOfObjectsStay() {
        RemoteStory story = new RemoteStory();
        Stories.wmi(story);
        Stories.task(story);
        takeIn(story.events(), LIMITS);
        EdgeJoin join = new EdgeJoin(LIMITS);
        HeapJoinStore store = meet(join);

        assertThat(join.sweep(store, BEGIN + EdgeLimits.micros(Duration.ofHours(3))))
                .isFalse();
        assertThat(store.called().keys()).hasSize(1);
        assertThat(store.callers().keys()).isNotEmpty();

        assertThat(join.sweep(store, BEGIN + EdgeLimits.micros(Duration.ofDays(31))))
                .isTrue();
        assertThat(store.callers().keys()).isEmpty();
    }

    @Test
    void whatIsNoNewsOfAnEdgeIsNotTold() {
        RemoteStory story = new RemoteStory();
        Stories.wmi(story);
        takeIn(story.events(), LIMITS);
        EdgeJoin join = new EdgeJoin(LIMITS);
        HeapJoinStore store = meet(join);
        assertThat(news).isNotEmpty();
        news.clear();

        join.apply(told.get(told.size() - 1), store, joined());
        assertThat(news).isEmpty();
    }

    @Test
    void whatAKeyTakesBackStandsByAnother() {
        RemoteStory story = new RemoteStory();
        Stories.wmi(story);
        takeIn(story.events(), LIMITS);
        meet(new EdgeJoin(LIMITS));
        EdgeNews first = news.get(news.size() - 1);
        KnownEdge known = KnownEdge.NONE.with(first);
        KnownEdge both = known.with(new EdgeNews("other", first.id(), first.edge(), BEGIN + 1));

        assertThat(known.version()).isEqualTo(1);
        assertThat(both.version()).isEqualTo(1);
        KnownEdge other = both.with(new EdgeNews(first.key(), first.id(), null, BEGIN + 2));
        assertThat(other.version()).isEqualTo(1);
        assertThat(other.best()).isEqualTo(first.edge());
        KnownEdge none = other.with(new EdgeNews("other", first.id(), null, BEGIN + 3));
        assertThat(none.version()).isEqualTo(2);
        assertThat(none.best()).isNull();
        assertThat(none.isOver(BEGIN + EdgeLimits.micros(Duration.ofHours(23)), LIMITS))
                .isFalse();
        assertThat(none.isOver(BEGIN + EdgeLimits.micros(Duration.ofHours(25)), LIMITS))
                .isTrue();
    }

    @Test
    void ofTooManyHalvesTheOldestGoAndAreCounted() {
        RemoteStory story = new RemoteStory();
        for (int i = 0; i < 20; i++) {
            story.calls(1 + i, "scan", "c:\\scan.exe", 50_000 + i, 445);
        }
        takeIn(story.events(), LIMITS);
        HeapJoinStore store = meet(new EdgeJoin(limits(256, 100, 5)));

        assertThat(store.callers().keys()).hasSize(5);
        assertThat(counted).containsEntry(EdgeCounter.EVICTED_HALVES, 15);
    }

    private static EdgeLimits limits(int perList, int perEndpoint, int perKey) {
        return new EdgeLimits(
                LIMITS.recent(),
                LIMITS.sessions(),
                LIMITS.objects(),
                LIMITS.rendezvous(),
                perList,
                perEndpoint,
                perKey);
    }

    private static List<EndpointEvent> everything() {
        RemoteStory story = new RemoteStory();
        Stories.all().values().forEach(one -> one.accept(story));
        return story.events();
    }

    private void takeIn(List<EndpointEvent> events, EdgeLimits limits) {
        for (EndpointEvent event : events) {
            boolean isDesk = event.endpoint().equals("desk");
            HeapStore store = isDesk ? processesOfDesk : processes;
            ProcessTree tree = new ProcessTree(event.endpoint(), store);
            tree.apply(event);
            new Tracer(isDesk ? tracesOfDesk : traces, tree, store.header(), limits, out(event.endpoint()))
                    .apply(event);
        }
    }

    private void sweep(EdgeLimits limits, Duration after) {
        long now = BEGIN + EdgeLimits.micros(after);
        new TraceSweep(traces, processes.header(), limits, this::count).sweep(now);
        new TraceSweep(tracesOfDesk, processesOfDesk.header(), limits, this::count).sweep(now);
    }

    private HeapJoinStore meet(EdgeJoin join) {
        HeapJoinStore store = new HeapJoinStore();
        told.forEach(trace -> join.apply(trace, store, joined()));
        return store;
    }

    private EdgeJoin.Out joined() {
        return new EdgeJoin.Out() {
            @Override
            public void edge(EdgeNews said) {
                news.add(said);
            }

            @Override
            public void counted(EdgeCounter counter) {
                count(counter);
            }
        };
    }

    private void count(EdgeCounter counter) {
        counted.merge(counter, 1, Integer::sum);
    }

    private List<Mechanism> mechanisms() {
        List<Mechanism> mechanisms = new ArrayList<>();
        Table<String, Execution> executions = traces.executions();
        for (String id : executions.keys()) {
            Execution execution = executions.get(id);
            if (execution != null) {
                mechanisms.add(execution.mechanism());
            }
        }
        return mechanisms;
    }

    private Tracer.Out out(String endpoint) {
        return new Tracer.Out() {
            @Override
            public void trace(String key, String id, Trace.@Nullable Caller caller, Trace.@Nullable Called called) {
                told.add(new Trace("default", key, endpoint, id, caller, called, BEGIN));
            }

            @Override
            public void counted(EdgeCounter counter) {
                counted.merge(counter, 1, Integer::sum);
            }
        };
    }
}
