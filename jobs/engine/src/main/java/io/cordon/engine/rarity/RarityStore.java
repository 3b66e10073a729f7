package io.cordon.engine.rarity;

import io.cordon.engine.prevalence.SightingStore;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Keeps what is known of one artefact: where it was seen, and who asks. */
public interface RarityStore extends SightingStore {
    @Nullable
    OpenAsk ask(String name);

    void put(String name, OpenAsk ask);

    void removeAsk(String name);

    /** The names of all asks, in no order. */
    Collection<String> asks();
}
