package io.cordon.engine.rarity;

import io.cordon.engine.prevalence.HeapSightingStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps what is known of an artefact on the heap. */
public final class HeapRarityStore extends HeapSightingStore implements RarityStore {
    private final Map<String, OpenAsk> asks = new TreeMap<>();

    @Override
    public @Nullable OpenAsk ask(String name) {
        return asks.get(name);
    }

    @Override
    public void put(String name, OpenAsk ask) {
        asks.put(name, ask);
    }

    @Override
    public void removeAsk(String name) {
        asks.remove(name);
    }

    @Override
    public Collection<String> asks() {
        return List.copyOf(asks.keySet());
    }
}
