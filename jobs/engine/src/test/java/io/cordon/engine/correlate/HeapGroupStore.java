package io.cordon.engine.correlate;

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

/** Keeps one group as bytes, as state does, and counts what is asked of it. */
final class HeapGroupStore implements EntryStore<Group> {
    final Map<String, byte[]> entries = new HashMap<>();
    /** How many entries were put or removed since it was last set to nothing. */
    int touched;

    private byte @Nullable [] head;

    @Override
    public @Nullable Group head() {
        try {
            return head == null ? null : GroupBytes.read(new DataInputStream(new ByteArrayInputStream(head)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void head(Group written) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            GroupBytes.write(written, new DataOutputStream(bytes));
            head = bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte @Nullable [] entry(String name) {
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
        entries.forEach(each);
    }

    @Override
    public void clear() {
        head = null;
        entries.clear();
    }

    /** How long the head is. */
    int headBytes() {
        return head == null ? 0 : head.length;
    }
}
