package io.cordon.engine.correlate;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one group of a correlation or a chain: a head that does not grow with its hits, and entries by name, in no order.
 *
 * @param <H> the head
 */
public interface EntryStore<H> {
    /** The head, or null where nothing is kept. */
    @Nullable
    H head();

    void head(H head);

    byte @Nullable [] entry(String name);

    void put(String name, byte[] entry);

    void remove(String name);

    void entries(BiConsumer<String, byte[]> each);

    /** Forgets the group. */
    void clear();
}
