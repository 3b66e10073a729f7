package io.cordon.engine.sequence;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.Contribution.News;
import io.cordon.engine.correlate.EntryStore;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.sequence.ChainGroup.Said;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A group as its store has it: the head is read first, the entries when something needs them; what changed is written. */
final class Kept {
    final ChainEntries entries;
    private final ChainGroup group;
    private final @Nullable EntryStore<ChainHead> store;
    /** The head whose entries are not read yet; null once they are. */
    private @Nullable ChainHead unread;
    /** How many partial matches were open when it was written last, and which run of which task wrote it. */
    private int counted;

    private long run;

    /** @param store null where the heap is all there is */
    Kept(ChainGroup group, @Nullable EntryStore<ChainHead> store) {
        this.group = group;
        this.store = store;
        this.entries = new ChainEntries(group.place, store);
    }

    /** Makes of a new group what a head says. */
    void read(ChainHead head) {
        group.clock = head.clock;
        group.lastAppend = head.lastAppend;
        group.append = head.append;
        group.horizon = head.horizon;
        group.exit.tell(head.exit.last, head.exit.append);
        group.size = head.size;
        group.passed.putAll(head.passed);
        group.open = head.open;
        counted = head.open;
        run = head.run;
        unread = head;
        if (head.latest == null) {
            readAll();
        } else {
            group.pending = head.latest;
            group.goesOnAlone = true;
        }
    }

    /** Reads the entries, if they are not read yet; all is to be looked at anew. */
    void readAll() {
        if (unread == null) {
            return;
        }
        ChainHead head = unread;
        unread = null;
        group.clear();
        group.pending = head.pending;
        group.passed.putAll(head.passed);
        entries.readAll(new ChainEntries.Reader() {
            @Override
            public void hit(Hit hit) {
                Spot spot = Spot.of(hit);
                if (spot.time() < group.horizon) {
                    group.traces.put(spot);
                } else {
                    group.place(spot);
                }
            }

            @Override
            public void match(Partial match) {
                group.hold(match);
            }

            @Override
            public void said(Said said) {
                group.said.put(said.completing().event(), said);
            }
        });
        group.touchAll();
    }

    /** Reads what was said of an anchor, if the entries are not read yet. */
    void readSaid(String anchor) {
        if (unread != null && !group.said.containsKey(anchor)) {
            entries.readSaid(anchor, said -> group.said.put(anchor, said));
        }
    }

    /** Whether entries that are not read yet have to do with what is told of a hit. */
    boolean isUnread(Contribution one) {
        return unread != null && (one.news() != News.GIVEN || one.hit().time() <= unread.clock);
    }

    /** The time of the earliest hit that may still be told otherwise, or the end of time. */
    long first() {
        long read = group.moments.isEmpty() ? Long.MAX_VALUE : group.moments.firstKey();
        return unread == null ? read : Math.min(unread.first, read);
    }

    int write(long by) {
        int more = group.open - counted(by);
        counted = group.open;
        run = by;
        entries.write();
        Objects.requireNonNull(store).head(head());
        return more;
    }

    int counted(long by) {
        return run == by ? counted : 0;
    }

    private ChainHead head() {
        ChainHead head = new ChainHead(group.place);
        head.clock = group.clock;
        head.lastAppend = group.lastAppend;
        head.append = group.append;
        head.horizon = group.horizon;
        head.exit.tell(group.exit.last, group.exit.append);
        head.first = first();
        head.size = group.size;
        head.pending = unread == null ? group.pending : unread.pending;
        head.latest = group.goesOnAlone && group.isLookedAt() ? group.latest() : null;
        head.passed = new TreeMap<>(group.passed);
        head.open = group.open;
        head.run = run;
        return head;
    }
}
