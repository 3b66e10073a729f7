package io.cordon.state;

import io.cordon.engine.correlate.Place;
import org.jspecify.annotations.Nullable;

/** What Flink's keyed state has of groups of one kind: that of the current key. */
public interface GroupStore<G> {
    /** The group of the current key, or null. */
    @Nullable
    G get(String key);

    /** A group of the current key that nothing is known of. */
    G begin(Place place);

    void put(String key, G group);

    /** Forgets the group of the current key. */
    void clear(String key);
}
