package io.cordon.engine.sequence;

import io.cordon.engine.correlate.EntryStore;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.HitBytes;
import io.cordon.engine.correlate.Place;
import io.cordon.engine.event.Bytes;
import io.cordon.engine.sequence.ChainGroup.Said;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a key: one for each hit, for each match that is undecided while its events are past, and for what was said of each
 * anchor. What is not written yet lies over what the store has.
 */
final class ChainEntries {
    private static final int VERSION = 1;
    private static final int HIT = 0;
    private static final int MATCH = 1;
    private static final int SAID = 2;

    private final Place place;
    private final @Nullable EntryStore<ChainHead> store;
    private final Map<String, byte @Nullable []> unwritten = new LinkedHashMap<>();

    /** @param store where they go; null where the heap is all there is */
    ChainEntries(Place place, @Nullable EntryStore<ChainHead> store) {
        this.place = place;
        this.store = store;
    }

    /** Takes what an entry says. */
    interface Reader {
        void hit(Hit hit);

        void match(Partial match);

        void said(Said said);
    }

    private interface Layout {
        void write(DataOutput out) throws IOException;
    }

    void put(Spot hit) {
        put(HIT, name(hit), out -> HitBytes.writeIn(hit.hit(), out));
    }

    void remove(Spot hit) {
        remove(HIT, name(hit));
    }

    void put(Candidate match) {
        put(MATCH, match.anchor(), out -> ChainHead.write(match.match, out));
    }

    void remove(Candidate match) {
        remove(MATCH, match.anchor());
    }

    void put(Said said) {
        put(SAID, said.completing().event(), out -> {
            out.writeInt(said.version());
            out.writeInt(said.digest());
            out.writeBoolean(said.isRetracted());
            HitBytes.writeIn(said.completing(), out);
        });
    }

    void removeSaid(String anchor) {
        remove(SAID, anchor);
    }

    /** All that an order tells hits apart by. */
    private static String name(Spot hit) {
        return hit.time() + " " + hit.part() + " " + hit.standing().number() + " " + hit.endpoint() + " "
                + hit.standing().channel() + " " + hit.event();
    }

    private void put(int kind, String name, Layout layout) {
        if (store == null) {
            return;
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(VERSION);
            out.writeByte(kind);
            layout.write(out);
            unwritten.put(kind + name, bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remove(int kind, String name) {
        if (store != null) {
            unwritten.put(kind + name, null);
        }
    }

    void readSaid(String anchor, Consumer<Said> reader) {
        String name = SAID + anchor;
        byte[] entry = store == null || unwritten.containsKey(name) ? unwritten.get(name) : store.entry(name);
        if (entry != null) {
            read(entry, new Reader() {
                @Override
                public void hit(Hit hit) {
                    throw new IllegalStateException("a hit under " + name);
                }

                @Override
                public void match(Partial match) {
                    throw new IllegalStateException("a match under " + name);
                }

                @Override
                public void said(Said said) {
                    reader.accept(said);
                }
            });
        }
    }

    void readAll(Reader reader) {
        if (store != null) {
            Map<String, byte @Nullable []> all = new LinkedHashMap<>();
            store.entries(all::put);
            all.putAll(unwritten);
            all.values().forEach(entry -> {
                if (entry != null) {
                    read(entry, reader);
                }
            });
        }
    }

    private void read(byte[] entry, Reader reader) {
        try {
            read(new DataInputStream(new ByteArrayInputStream(entry)), reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void read(DataInput in, Reader reader) throws IOException {
        Bytes.version(in, VERSION);
        int kind = in.readByte();
        switch (kind) {
            case HIT -> reader.hit(HitBytes.hit(place, in));
            case MATCH -> reader.match(ChainHead.partial(place, in));
            case SAID -> reader.said(new Said(in.readInt(), in.readInt(), in.readBoolean(), HitBytes.hit(place, in)));
            default -> throw new IOException("expected a kind of entry, found " + kind);
        }
    }

    /** Writes what is not written yet. */
    void write() {
        if (store != null) {
            for (Map.Entry<String, byte @Nullable []> entry : unwritten.entrySet()) {
                byte[] bytes = entry.getValue();
                if (bytes == null) {
                    store.remove(entry.getKey());
                } else {
                    store.put(entry.getKey(), bytes);
                }
            }
            unwritten.clear();
        }
    }
}
