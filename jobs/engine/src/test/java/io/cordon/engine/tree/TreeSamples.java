package io.cordon.engine.tree;

import io.cordon.engine.event.Clock;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.tree.EndpointHeader.ClockTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The tree's values in state with everything set, for tests of their layout. */
public final class TreeSamples {
    private static final long NOON = 1_714_564_800_000_000L;
    private static final List<String> COLUMNS = List.of(
            "C:\\Büro\\winword.exe", "winword.exe /n", "WinWord.exe", "", "CORP\\ann", "Medium", "", "🚀", "", "0x3e7");

    private TreeSamples() {}

    public static EndpointHeader header() {
        EndpointHeader header = new EndpointHeader();
        header.sample(EndpointEvent.builder()
                .endpoint("h1")
                .id("e1")
                .time(NOON, Clock.UTC)
                .recordTime(NOON + 250_000)
                .build());
        header.watchFrom(NOON - 5);
        header.advance(NOON, NOON + 900_000, 1_000_000);
        header.counted(3);
        header.boot(new ClockTime(NOON - 60_000_000, Clock.RECORD));
        header.boot(new ClockTime(NOON - 30_000_000, Clock.UTC));
        header.watch("v1");
        header.waitUntil(NOON + 9);
        header.waitUntil(NOON + 19);
        header.judgedBy(7);
        header.sources(2);
        return header;
    }

    public static ProcessEntry process() {
        ProcessEntry entry = ProcessEntry.of("{p1}");
        entry.start = start(Start.Rank.SENSED, "{p0}");
        entry.end = NOON + 5_000_000;
        entry.own = Lineage.NONE.with(11, NOON, Clock.UTC).with(12, NOON + 1, Clock.RECORD);
        entry.goneParent = Lineage.NONE.with(14, NOON + 3, Clock.UTC);
        entry.tentative.add(new Satisfied(15, new EndpointHeader.ClockTime(NOON + 4, Clock.RECORD), "e15", List.of()));
        entry.tentative.add(
                new Satisfied(16, new EndpointHeader.ClockTime(NOON + 5, Clock.UTC), "e16", List.of("edge1", "edge2")));
        entry.ownByPid = Lineage.NONE.with(-13, NOON + 2, Clock.UTC);
        entry.gone = Lineage.NONE.with(14, NOON + 3, Clock.RECORD);
        entry.inherited = Lineage.NONE.with(Long.MAX_VALUE, NOON + 4, Clock.UTC);
        entry.parent = "{p0}";
        entry.firstChild = "{p2}";
        entry.nextSibling = "{p3}";
        Graft graft = graft();
        entry.grafts.put(graft.key(), graft);
        entry.crossed = graft.crossings();
        entry.goneCrossed = crossings(18);
        entry.crossedByPid = crossings(19);
        for (int i = 0; i < 34; i++) {
            entry.watchers.add("e" + i, "{p1}", new HeapStore.HeapTable<>());
        }
        return entry;
    }

    private static Graft graft() {
        return new Graft("acme", "edge1", "h0", "{p8}", "h1", "{p1}", crossings(17));
    }

    private static Crossings crossings(long anchor) {
        return Crossings.NONE.with(new Crossed(anchor, "h0", "{p8}", List.of("edge1")), NOON);
    }

    public static Ways ways() {
        Ways ways = new Ways();
        Way way = new Way("acme", "edge3", "h1", "{p1}", "h2", List.of("{p9}"), NOON, -250_000);
        ways.byEdge().put(way.edge(), way);
        ways.isNews(way.graft("{p9}", crossings(17)));
        return ways;
    }

    public static StartTexts texts() {
        return new StartTexts(COLUMNS);
    }

    public static EventIds events() {
        return new EventIds(new TreeSet<>(Set.of("e1", "e2")));
    }

    public static PidEntry pid() {
        PidEntry entry = new PidEntry();
        entry.sensed.put("{p1}", start(Start.Rank.SENSED, "{p0}"));
        entry.sensed.put("{p4}", start(Start.Rank.SEEN, null));
        entry.recorded.put("e2", start(Start.Rank.RECORDED, null));
        entry.end(new ClockTime(NOON + 5_000_000, Clock.RECORD));
        entry.end(new ClockTime(NOON + 6_000_000, Clock.UTC));
        entry.satisfied.add(new Satisfied(11, new ClockTime(NOON + 7, Clock.RECORD), "e3", List.of()));
        entry.children.put("{p5}", new ClockTime(NOON + 8, Clock.UTC));
        entry.watchers.add("e9", "pid 4711", new HeapStore.HeapTable<>());
        entry.madeUp.add("h1/4711/1");
        return entry;
    }

    private static Start start(Start.Rank rank, @Nullable String parent) {
        return new Start(
                rank,
                NOON,
                rank == Start.Rank.RECORDED ? Clock.RECORD : Clock.UTC,
                4711,
                parent,
                rank == Start.Rank.SEEN ? EndpointEvent.ABSENT : 815,
                rank == Start.Rank.SEEN ? List.of() : COLUMNS);
    }
}
