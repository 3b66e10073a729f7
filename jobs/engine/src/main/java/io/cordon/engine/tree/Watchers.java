package io.cordon.engine.tree;

import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/**
 * The events whose verdict rests on a process, or on who held a pid: their owner. The first few lie with it; the others in buckets by their hash, each
 * an entry of its own: what ten thousand events rest on is not written whole with each of them.
 */
final class Watchers {
    private static final int FEW = 32;
    private static final int BUCKETS = 256;

    private final Set<String> few = new TreeSet<>();
    /** How many lie in buckets. */
    private int more;

    boolean isEmpty() {
        return few.isEmpty() && more == 0;
    }

    /** Whether the event is news, so that its owner has to be put. */
    boolean add(String event, String owner, Table<String, EventIds> buckets) {
        String name = name(index(event), owner);
        if (few.contains(event) || (more > 0 && read(name, buckets).ids().contains(event))) {
            return false;
        }
        if (few.size() < FEW) {
            return few.add(event);
        }
        EventIds bucket = read(name, buckets);
        bucket.ids().add(event);
        buckets.put(name, bucket);
        more++;
        return true;
    }

    /** Whether the event was one, so that its owner has to be put. */
    boolean remove(String event, String owner, Table<String, EventIds> buckets) {
        if (few.remove(event)) {
            return true;
        }
        String name = name(index(event), owner);
        EventIds bucket = more == 0 ? new EventIds() : read(name, buckets);
        if (!bucket.ids().remove(event)) {
            return false;
        }
        if (bucket.ids().isEmpty()) {
            buckets.remove(name);
        } else {
            buckets.put(name, bucket);
        }
        more--;
        return true;
    }

    void addTo(Set<String> events, String owner, Table<String, EventIds> buckets) {
        events.addAll(few);
        for (int i = 0; more > 0 && i < BUCKETS; i++) {
            EventIds bucket = buckets.get(name(i, owner));
            if (bucket != null) {
                events.addAll(bucket.ids());
            }
        }
    }

    /** Forgets them with their owner. */
    void drop(String owner, Table<String, EventIds> buckets) {
        for (int i = 0; more > 0 && i < BUCKETS; i++) {
            buckets.remove(name(i, owner));
        }
    }

    private static EventIds read(String name, Table<String, EventIds> buckets) {
        EventIds known = buckets.get(name);
        return known == null ? new EventIds() : known;
    }

    private static int index(String event) {
        return Math.floorMod(event.hashCode() * 0x9E3779B9, BUCKETS);
    }

    private static String name(int index, String owner) {
        return index + " " + owner;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(few.size());
        for (String event : few) {
            Bytes.text(out, event);
        }
        out.writeInt(more);
    }

    void read(DataInput in) throws IOException {
        for (int i = in.readInt(); i > 0; i--) {
            few.add(Bytes.text(in));
        }
    }

    void readMore(DataInput in) throws IOException {
        more = in.readInt();
    }
}
