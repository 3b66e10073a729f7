package io.cordon.engine.response;

import io.cordon.engine.response.DeskStore.Spread;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * On how many endpoints the same thing is contained within a day.
 *
 * <p>Counted by the thing alone: what is wrong about an order is that the thing is everywhere, whichever rule wants it contained, and
 * how.
 */
final class Spreads {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final String NAME = "spread ";

    private final DeskStore store;
    private final Agenda agenda;

    Spreads(DeskStore store, Agenda agenda) {
        this.store = store;
        this.agenda = agenda;
    }

    /** What would be contained on as many endpoints as wait for a person, for people; or empty. */
    String exceeded(Spending spending, int most, long now) {
        for (String thing : spending.things()) {
            Map<String, Long> endpoints = met(thing, now);
            if (!endpoints.containsKey(spending.name()) && endpoints.size() >= most - 1) {
                return "it would be the " + (endpoints.size() + 1) + "th endpoint within a day: " + thing;
            }
        }
        return "";
    }

    /** Counts an order that goes out. */
    void spend(Spending spending, long now) {
        for (String thing : spending.things()) {
            Map<String, Long> endpoints = met(thing, now);
            endpoints.merge(spending.name(), now, Math::max);
            store.spread().put(thing, new Spread(endpoints));
            agenda.note(NAME + thing, now + DAY);
        }
    }

    private Map<String, Long> met(String thing, long now) {
        Spread known = store.spread().get(thing);
        Map<String, Long> endpoints = new HashMap<>(known == null ? Map.of() : known.endpoints());
        endpoints.values().removeIf(seen -> seen <= now - DAY);
        return endpoints;
    }

    static boolean isName(String name) {
        return name.startsWith(NAME);
    }

    /** Forgets what no longer counts. */
    void forget(String name, long now) {
        String thing = name.substring(NAME.length());
        if (store.spread().get(thing) != null && met(thing, now).isEmpty()) {
            store.spread().remove(thing);
        }
    }
}
