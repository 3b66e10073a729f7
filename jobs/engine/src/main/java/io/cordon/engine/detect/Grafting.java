package io.cordon.engine.detect;

import io.cordon.engine.tree.Crossings;
import io.cordon.engine.tree.Graft;
import io.cordon.engine.tree.ProcessTree;
import io.cordon.engine.tree.Way;
import io.cordon.engine.tree.Ways;
import org.jspecify.annotations.Nullable;

/**
 * Tells other endpoints what goes over the edges that lead to them from an endpoint's processes.
 *
 * <p>An endpoint without such processes costs a look at its header. On another, what goes over is derived anew for all of them whenever
 * the lineage of a process has changed that has children or is one of them.
 */
final class Grafting {
    /** From how many of an endpoint's processes edges lead away. */
    static final int MOST_SOURCES = 256;

    private final DetectStore store;
    private final ProcessTree tree;
    private final Sink sink;

    Grafting(DetectStore store, ProcessTree tree, Sink sink) {
        this.store = store;
        this.tree = tree;
        this.sink = sink;
    }

    /** Takes in an edge. */
    void take(Way way) {
        Ways known = store.ways().get(way.process());
        if (known == null && (way.started().isEmpty() || isFull())) {
            return;
        }
        Ways ways = known == null ? new Ways() : known;
        Way before = way.started().isEmpty()
                ? ways.byEdge().remove(way.edge())
                : ways.byEdge().put(way.edge(), way);
        if (before != null) {
            before.started().stream()
                    .filter(child -> !way.started().contains(child))
                    .forEach(child -> tell(before.graft(child, Crossings.NONE), ways));
        }
        tell(way, tree.passedOn(way.process()), ways);
        put(way.process(), known, ways);
    }

    private boolean isFull() {
        boolean isFull = store.header().sources() >= MOST_SOURCES;
        if (isFull) {
            sink.counted(Counter.CROSSING_CUT);
        }
        return isFull;
    }

    private void put(String process, @Nullable Ways before, Ways now) {
        boolean isLeft = !now.byEdge().isEmpty();
        if (isLeft) {
            store.ways().put(process, now);
        } else {
            store.ways().remove(process);
        }
        if (isLeft != (before != null)) {
            store.header().sources(isLeft ? 1 : -1);
            store.header(store.header());
        }
    }

    /** Tells what has changed since it was told last. */
    void tell() {
        if (store.header().sources() == 0 || !tree.takeChanged()) {
            return;
        }
        for (String process : store.ways().keys()) {
            Ways ways = store.ways().get(process);
            Crossings crossings = tree.passedOn(process);
            boolean isNews = false;
            if (ways != null && crossings != null) {
                for (Way way : ways.byEdge().values()) {
                    isNews |= tell(way, crossings, ways);
                }
            }
            if (ways != null && isNews) {
                store.ways().put(process, ways);
            }
        }
    }

    private boolean tell(Way way, @Nullable Crossings crossings, Ways ways) {
        boolean isNews = false;
        if (crossings != null && !way.started().isEmpty()) {
            Crossings there = crossings.over(way, () -> sink.counted(Counter.CROSSING_CUT));
            for (String child : way.started()) {
                isNews |= tell(way.graft(child, there), ways);
            }
        }
        return isNews;
    }

    private boolean tell(Graft graft, Ways ways) {
        boolean isNews = ways.isNews(graft);
        if (isNews) {
            sink.graft(graft);
        }
        return isNews;
    }

    /** Forgets the edges of processes that are gone: what went over them stays. */
    void sweep() {
        if (store.header().sources() == 0) {
            return;
        }
        for (String process : store.ways().keys()) {
            Ways ways = store.ways().get(process);
            if (ways != null && store.processes().get(process) == null) {
                ways.byEdge().clear();
                put(process, ways, ways);
            }
        }
    }
}
