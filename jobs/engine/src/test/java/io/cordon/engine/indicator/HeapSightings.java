package io.cordon.engine.indicator;

import io.cordon.engine.prevalence.SightedHour;
import io.cordon.engine.prevalence.SightingStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One artefact's sightings on the heap. */
final class HeapSightings implements SightingStore {
    private final Map<Long, SightedHour> hours = new HashMap<>();

    @Override
    public @Nullable SightedHour hour(long hour) {
        return hours.get(hour);
    }

    @Override
    public void put(long hour, SightedHour sighted) {
        hours.put(hour, sighted);
    }

    @Override
    public void remove(long hour) {
        hours.remove(hour);
    }

    @Override
    public Collection<Long> hours() {
        return List.copyOf(hours.keySet());
    }
}
