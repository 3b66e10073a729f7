package io.cordon.engine.prevalence;

import io.cordon.engine.event.EndpointEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the fleet's memory what events show, each artefact of an endpoint once an hour, or again where it was there earlier.
 *
 * <p>What it remembers spares work and decides nothing: the memory takes a sighting that it knows for none. So it may be lost, and is at a
 * restore.
 */
public final class Showing {
    /** About what an endpoint shows in an hour, times a thousand endpoints. */
    private static final int MOST_REMEMBERED = 100_000;

    private final Map<Told, Sighting> told = new LinkedHashMap<>(1024, 0.75f, true);

    private record Told(String endpoint, Artefact artefact, long hour) {}

    /** What an event shows that the memory was not told yet. */
    public List<Shown> news(EndpointEvent event) {
        Sighting sighting = new Sighting(event.endpoint(), event.time(), event.entity());
        List<Shown> news = new ArrayList<>(0);
        for (Artefact artefact : Artefact.shownBy(event)) {
            Told key = new Told(sighting.endpoint(), artefact, sighting.hour());
            Sighting before = told.get(key);
            if (before == null || Sighting.EARLIEST.compare(sighting, before) < 0) {
                remember(key, sighting);
                news.add(new Shown(artefact, sighting, event.appendTime()));
            }
        }
        return news;
    }

    private void remember(Told key, Sighting sighting) {
        told.put(key, sighting);
        if (told.size() > MOST_REMEMBERED) {
            Iterator<Told> eldest = told.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }
}
