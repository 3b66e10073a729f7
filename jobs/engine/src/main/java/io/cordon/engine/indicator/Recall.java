package io.cordon.engine.indicator;

import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Finding.State;
import io.cordon.engine.indicator.Recalled.Told;
import io.cordon.engine.prevalence.Memory;
import io.cordon.engine.prevalence.Shown;
import io.cordon.engine.prevalence.Sighting;
import io.cordon.engine.prevalence.Sightings;
import io.cordon.engine.tree.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds what indicators mean where the fleet is remembered to have shown it, before and after they came: at the memory of one artefact, one
 * finding an endpoint. Nothing is contained for it.
 */
public final class Recall {
    /** Of how many endpoints an indicator tells at most. */
    static final int MOST = 1_000;

    /** Receives what comes of it. */
    public interface Out {
        void finding(Finding finding);

        /** A dry run was made; whether its word counts, those know who know the whole fleet. */
        void tried(Indicator indicator, Trial trial);
    }

    private Recall() {}

    /** Takes in what is said of an indicator of the artefact. */
    public static void take(IndicatorWord word, Sightings seen, Table<String, Recalled> known, Out out) {
        Indicator indicator = word.indicator();
        Recalled before = known.get(indicator.id());
        if (word instanceof IndicatorWord.Withdrawn) {
            if (before != null) {
                before.said().values().forEach(told -> out.finding(retracted(before.indicator(), told)));
                known.remove(indicator.id());
            }
            return;
        }
        if (!(word instanceof IndicatorWord.Stands)) {
            return;
        }
        Recalled now = new Recalled(indicator, before == null ? new TreeMap<>() : others(before, indicator, out));
        long hour = Sighting.hour(indicator.since());
        for (Sighting sighting : seen.where(hour - Memory.WINDOW_HOURS, Long.MAX_VALUE)) {
            now = told(now, sighting, out);
        }
        known.put(indicator.id(), now);
        if (before == null || !before.indicator().equals(indicator)) {
            out.tried(indicator, Trial.of(indicator, seen));
        }
    }

    /** Takes in that an endpoint showed the artefact. */
    public static void see(Shown shown, Table<String, Recalled> known, Out out) {
        for (String id : ids(known)) {
            Recalled recalled = known.get(id);
            if (recalled != null) {
                Recalled now = told(recalled, shown.sighting(), out);
                if (!now.equals(recalled)) {
                    known.put(id, now);
                }
            }
        }
    }

    /** What was told of endpoints that are not the incident's by now; the rest is taken back. */
    private static SortedMap<String, Told> others(Recalled before, Indicator now, Out out) {
        SortedMap<String, Told> others = new TreeMap<>(before.said());
        others.keySet().removeIf(now.endpoints()::contains);
        before.said().forEach((endpoint, told) -> {
            if (!others.containsKey(endpoint)) {
                out.finding(retracted(before.indicator(), told));
            }
        });
        return others;
    }

    private static Finding retracted(Indicator indicator, Told told) {
        return IndicatorFindings.seen(indicator, told.sighting(), told.version() + 1, State.RETRACTED);
    }

    private static Recalled told(Recalled recalled, Sighting sighting, Out out) {
        Indicator indicator = recalled.indicator();
        Told before = recalled.said().get(sighting.endpoint());
        boolean isTooLate = sighting.time() > indicator.expires();
        boolean isNews = before == null
                ? recalled.said().size() < MOST && !indicator.endpoints().contains(sighting.endpoint())
                : Sighting.EARLIEST.compare(sighting, before.sighting()) < 0;
        if (isTooLate || !isNews) {
            return recalled;
        }
        Told now = new Told(sighting, before == null ? 1 : before.version() + 1);
        out.finding(IndicatorFindings.seen(indicator, sighting, now.version(), State.CONFIRMED));
        SortedMap<String, Told> said = new TreeMap<>(recalled.said());
        said.put(sighting.endpoint(), now);
        return new Recalled(indicator, said);
    }

    /** Forgets what ended before a time, in µs; returns when the next one ends, or the greatest number where none is left. */
    public static long sweep(long now, Table<String, Recalled> known) {
        long next = Long.MAX_VALUE;
        for (String id : ids(known)) {
            Recalled recalled = known.get(id);
            if (recalled != null && recalled.indicator().expires() < now) {
                known.remove(id);
            } else if (recalled != null) {
                next = Math.min(next, recalled.indicator().expires());
            }
        }
        return next;
    }

    private static List<String> ids(Table<String, Recalled> known) {
        List<String> ids = new ArrayList<>();
        known.keys().forEach(ids::add);
        ids.sort(Comparator.naturalOrder());
        return ids;
    }
}
