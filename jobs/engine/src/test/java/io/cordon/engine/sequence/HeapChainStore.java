package io.cordon.engine.sequence;

import io.cordon.engine.correlate.EntryStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Keeps one key as bytes, as state does, and counts what is asked of it. */
final class HeapChainStore implements EntryStore<ChainHead> {
    final Map<String, byte[]> entries = new HashMap<>();
    /** How many entries were put, removed or asked for by name since it was last set to nothing. */
    int touched;
    /** How often all entries were read. */
    int readWhole;

    private byte @Nullable [] head;

    @Override
    public @Nullable ChainHead head() {
        try {
            return head == null ? null : ChainHead.read(new DataInputStream(new ByteArrayInputStream(head)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void head(ChainHead written) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            written.write(new DataOutputStream(bytes));
            head = bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte @Nullable [] entry(String name) {
        touched++;
        return entries.get(name);
    }

    @Override
    public void put(String name, byte[] entry) {
        touched++;
        entries.put(name, entry);
    }

    @Override
    public void remove(String name) {
        touched++;
        entries.remove(name);
    }

    @Override
    public void entries(BiConsumer<String, byte[]> each) {
        readWhole++;
        entries.forEach(each);
    }

    @Override
    public void clear() {
        head = null;
        entries.clear();
    }
}
