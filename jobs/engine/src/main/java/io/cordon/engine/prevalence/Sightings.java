package io.cordon.engine.prevalence;

import io.cordon.engine.prevalence.SightedHour.News;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where one artefact was seen, and on how many endpoints before an hour began.
 *
 * <p>An answer for an hour counts the endpoints of the {@value Memory#WINDOW_HOURS} hours before it, so nothing that happens within the hour
 * changes it. Each hour keeps the endpoints of the lowest hashes, and the lowest hash that it left out. Under the lowest of these over the window
 * no hour left out any, so the endpoints under it are all there are, and they are that share of all which the hash is of
 * its range: a theta sketch (Dasgupta, Lang, Rhodes, Thaler: A Framework for Estimating Stream Expression Cardinalities, ICDT 2016). Where
 * nothing was left out it is the count; where something was, its relative standard error is at most 1/√{@value SightedHour#MOST}, 12.5 %. Both
 * depend on the sightings alone and not on their order. It costs a read for each hour in which the artefact was seen, and a sighting
 * one read, and one write if it is news.
 */
public final class Sightings {
    private final SightingStore store;

    public Sightings(SightingStore store) {
        this.store = store;
    }

    /**
     * Takes in a sighting.
     *
     * @param append when the record was appended that tells of it, in µs
     */
    public News see(Sighting sighting, long append) {
        SightedHour known = store.hour(sighting.hour());
        SightedHour hour = known == null ? new SightedHour() : known;
        News news = hour.see(sighting, append);
        if (news != News.KNOWN) {
            store.put(sighting.hour(), hour);
        }
        return news;
    }

    /** On how many endpoints it was seen before an hour, in the window. */
    public Rarity before(long hour) {
        List<SightedHour> window = window(hour - Memory.WINDOW_HOURS, hour);
        long cut = window.stream().mapToLong(SightedHour::cut).min().orElse(SightedHour.NOTHING_CUT);
        Set<String> under = new HashSet<>();
        for (SightedHour one : window) {
            for (Sighting sighting : one.sightings()) {
                if (EndpointHash.of(sighting.endpoint()) < cut) {
                    under.add(sighting.endpoint());
                }
            }
        }
        return cut == SightedHour.NOTHING_CUT
                ? new Rarity(under.size(), true)
                : new Rarity(Math.round(under.size() / (cut / (double) Long.MAX_VALUE)), false);
    }

    /** Where it was seen from one hour to before another: of each endpoint that is kept the first time, earliest first. */
    public List<Sighting> where(long from, long to) {
        Map<String, Sighting> first = new TreeMap<>();
        for (SightedHour one : window(from, to)) {
            for (Sighting sighting : one.sightings()) {
                first.merge(sighting.endpoint(), sighting, (a, b) -> Sighting.EARLIEST.compare(a, b) <= 0 ? a : b);
            }
        }
        List<Sighting> where = new ArrayList<>(first.values());
        where.sort(Sighting.EARLIEST.thenComparing(Sighting::endpoint));
        return where;
    }

    /** On how many days it was seen from one hour to before another; a day begins at midnight UTC. */
    long days(long from, long to) {
        return store.hours().stream()
                .filter(hour -> hour >= from && hour < to)
                .map(hour -> Math.floorDiv(hour, 24L))
                .distinct()
                .count();
    }

    /** Forgets all but so many hours up to the last one: of a backlog of years as much as of what comes as it happens. */
    public void keep(int hours) {
        Collection<Long> all = store.hours();
        long last = all.stream().max(Comparator.naturalOrder()).orElse(Long.MIN_VALUE / 2);
        all.stream().filter(hour -> hour <= last - hours).forEach(store::remove);
    }

    /** Forgets the hours that were told of before a moment, in µs of append time: what has become silent. */
    public void forget(long append) {
        for (long hour : store.hours()) {
            SightedHour sighted = store.hour(hour);
            if (sighted != null && sighted.append() < append) {
                store.remove(hour);
            }
        }
    }

    private List<SightedHour> window(long from, long to) {
        List<SightedHour> window = new ArrayList<>();
        for (long hour : store.hours()) {
            SightedHour sighted = hour >= from && hour < to ? store.hour(hour) : null;
            if (sighted != null) {
                window.add(sighted);
            }
        }
        return window;
    }
}
