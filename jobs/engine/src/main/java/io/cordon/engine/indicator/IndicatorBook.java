package io.cordon.engine.indicator;

import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.indicator.IndicatorWord.Stands;
import io.cordon.engine.indicator.IndicatorWord.Tried;
import io.cordon.engine.prevalence.Artefact;
import io.cordon.engine.prevalence.ArtefactKind;
import io.cordon.engine.rule.Rule.Mode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The indicators in force, by what they are met by: an event costs a look for each thing that it shows, and nothing where there are none. */
public final class IndicatorBook {
    private final Map<Artefact, TreeMap<String, Indicator>> standing = new HashMap<>();
    private final Map<String, Artefact> byId = new HashMap<>();
    /** The kinds of what stands: what no indicator means is not read off an event. */
    private final Set<ArtefactKind> kinds = EnumSet.noneOf(ArtefactKind.class);

    private final Map<String, Tried> tried = new HashMap<>();

    /** Takes in what is said; returns the indicator that was withdrawn by it, or null. */
    public @Nullable Indicator take(IndicatorWord word) {
        Indicator indicator = word.indicator();
        if (word instanceof Tried trial) {
            tried.put(indicator.id(), trial);
            return null;
        }
        Indicator before = remove(indicator.id());
        if (word instanceof Stands) {
            standing.computeIfAbsent(indicator.artefact(), none -> new TreeMap<>())
                    .put(indicator.id(), indicator);
            byId.put(indicator.id(), indicator.artefact());
            kinds.add(indicator.artefact().kind());
            return null;
        }
        tried.remove(indicator.id());
        return before;
    }

    private @Nullable Indicator remove(String id) {
        Artefact artefact = byId.remove(id);
        TreeMap<String, Indicator> all = artefact == null ? null : standing.get(artefact);
        if (artefact == null || all == null) {
            return null;
        }
        Indicator removed = all.remove(id);
        if (all.isEmpty()) {
            standing.remove(artefact);
            kinds.retainAll(standing.keySet().stream().map(Artefact::kind).collect(Collectors.toSet()));
        }
        return removed;
    }

    /** Forgets what ended before a time, in µs; returns the keys of the words that are over. */
    public List<String> expire(long now) {
        List<Indicator> over = standing.values().stream()
                .flatMap(all -> all.values().stream())
                .filter(indicator -> indicator.expires() < now)
                .toList();
        over.forEach(indicator -> remove(indicator.id()));
        tried.values().removeIf(trial -> trial.indicator().expires() < now);
        return over.stream()
                .flatMap(one -> List.of(one.id(), new Tried(one, 0, false).key()).stream())
                .toList();
    }

    public int size() {
        return byId.size();
    }

    /** Tells the indicators that an event meets, each with the most that policy may make of it. */
    public void meet(EndpointEvent event, BiConsumer<Indicator, Mode> out) {
        if (standing.isEmpty()) {
            return;
        }
        for (Artefact artefact : Artefact.shownBy(event, kinds)) {
            Map<String, Indicator> met = standing.get(artefact);
            if (met != null) {
                met.values().stream()
                        .filter(indicator -> event.time() <= indicator.expires())
                        .forEach(indicator -> out.accept(indicator, mode(indicator)));
            }
        }
    }

    private Mode mode(Indicator indicator) {
        Tried trial = tried.get(indicator.id());
        return trial != null && trial.mayBlock() ? Mode.BLOCK : Mode.AUDIT;
    }
}
