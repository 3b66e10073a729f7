package io.cordon.engine.prevalence;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Keeps the sightings of one artefact, an entry for each hour. */
public interface SightingStore {
    @Nullable
    SightedHour hour(long hour);

    void put(long hour, SightedHour sighted);

    void remove(long hour);

    /** The hours that there are, in no order. */
    Collection<Long> hours();
}
