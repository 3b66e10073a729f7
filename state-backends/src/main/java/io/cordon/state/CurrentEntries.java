package io.cordon.state;

import io.cordon.engine.correlate.EntryStore;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/**
 * Flink's state of the current key.
 *
 * @param <H> the head
 */
final class CurrentEntries<H> implements EntryStore<H> {
    private final ValueState<H> heads;
    private final MapState<String, byte[]> entries;

    CurrentEntries(ValueState<H> heads, MapState<String, byte[]> entries) {
        this.heads = heads;
        this.entries = entries;
    }

    @Override
    public @Nullable H head() {
        return CachedTable.checked(heads::value);
    }

    @Override
    public void head(H head) {
        CachedTable.checked(() -> {
            heads.update(head);
            return null;
        });
    }

    @Override
    public byte @Nullable [] entry(String name) {
        return CachedTable.checked(() -> entries.get(name));
    }

    @Override
    public void put(String name, byte[] entry) {
        CachedTable.checked(() -> {
            entries.put(name, entry);
            return null;
        });
    }

    @Override
    public void remove(String name) {
        CachedTable.checked(() -> {
            entries.remove(name);
            return null;
        });
    }

    @Override
    public void entries(BiConsumer<String, byte[]> each) {
        CachedTable.checked(() -> {
            entries.entries().forEach(entry -> each.accept(entry.getKey(), entry.getValue()));
            return null;
        });
    }

    @Override
    public void clear() {
        heads.clear();
        entries.clear();
    }
}
