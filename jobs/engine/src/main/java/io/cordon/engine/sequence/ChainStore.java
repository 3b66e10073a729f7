package io.cordon.engine.sequence;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Keeps one key of a chain: a head that does not grow with its hits, and entries by name, in no order. */
public interface ChainStore {
    /** The head, or null where nothing is kept. */
    @Nullable
    ChainHead head();

    void head(ChainHead head);

    byte @Nullable [] entry(String name);

    void put(String name, byte[] entry);

    void remove(String name);

    void entries(BiConsumer<String, byte[]> each);

    /** Forgets the key. */
    void clear();
}
