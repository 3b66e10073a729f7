package io.cordon.engine.hunt;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.Place;
import io.cordon.engine.correlate.Share;
import io.cordon.engine.eql.Key;
import io.cordon.engine.eql.SearchChain;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.rule.Chain;
import io.cordon.engine.sequence.Standing;
import io.cordon.engine.sequence.WholeChain;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds which events of a recording belong together, when all of them are known. */
final class Together {
    private static final Comparator<List<Step>> BY_END = Comparator.<List<Step>, Seen>comparing(
                    match -> match.stream().map(Step::event).max(Seen.IN_ORDER).orElseThrow(), Seen.IN_ORDER)
            .thenComparing(
                    match -> match.stream().map(Step::event).min(Seen.IN_ORDER).orElseThrow(), Seen.IN_ORDER);

    private final SearchChain query;
    private final Chain chain;
    /** By what the events share. */
    private final Map<Place, List<Step>> steps = new LinkedHashMap<>();

    Together(SearchChain query, Chain chain) {
        this.query = query;
        this.chain = chain;
    }

    /** An event that is one of the query's parts. */
    private record Step(Seen event, Place place, int part) {
        /** As the chain's judge takes it: a number that all events share an order by makes that order total. */
        Hit hit(int number) {
            Evidence evidence = new Evidence(event.id(), List.of(), "", null, 0, event.time(), event.time());
            Standing standing = new Standing("", number, Long.MIN_VALUE);
            return new Hit(evidence, true, new Share(place, part, standing.text(), null, "", List.of()));
        }
    }

    void take(Seen event, Share share) {
        steps.computeIfAbsent(share.place(), any -> new ArrayList<>())
                .add(new Step(event, share.place(), share.part()));
    }

    /** The matches, in event order of what completes them. */
    List<Answer> answers() {
        List<List<Step>> matches = new ArrayList<>();
        steps.values().forEach(some -> {
            List<List<Step>> found = matches(some);
            // Elasticsearch's samples are one for each set of values.
            boolean isSample = chain.kind() == Chain.Kind.SAMPLE;
            matches.addAll(isSample && !found.isEmpty() ? found.subList(0, 1) : found);
        });
        matches.sort(BY_END);
        return matches.stream().map(this::answer).toList();
    }

    /** Those of one set of values, in order, each in the order of the query's parts. */
    private List<List<Step>> matches(List<Step> some) {
        List<Step> inOrder = new ArrayList<>(some);
        inOrder.sort(Comparator.comparing(Step::event, Seen.IN_ORDER));
        Map<Hit, Step> byHit = new HashMap<>();
        int number = 0;
        long before = -1;
        for (Step step : inOrder) {
            number += step.event().number() == before ? 0 : 1; // an event that is several parts is one
            before = step.event().number();
            byHit.put(step.hit(number), step);
        }
        List<List<Step>> matches = new ArrayList<>();
        for (List<Hit> match : WholeChain.matches(chain, byHit.keySet())) {
            matches.add(match.stream()
                    .map(hit -> Objects.requireNonNull(byHit.get(hit)))
                    .sorted(Comparator.comparingInt(Step::part))
                    .toList());
        }
        matches.sort(BY_END);
        return matches;
    }

    private Answer answer(List<Step> match) {
        List<JsonNode> keys = new ArrayList<>();
        int values = query.keysOf(query.steps().get(0)).size(); // behind them the endpoint may stand
        for (String joined : match.get(0).place().key().subList(0, values)) {
            int which = keys.size();
            // As the first record has it that does; some ids only the process tree knows.
            keys.add(match.stream()
                    .map(step -> shown(step, which))
                    .filter(value -> !value.isNull())
                    .findFirst()
                    .orElse(Shown.of(joined.isEmpty() ? null : joined)));
        }
        return new Answer(match.stream().map(Step::event).toList(), keys, null);
    }

    private JsonNode shown(Step step, int which) {
        Key key = query.keysOf(query.steps().get(step.part())).get(which);
        Seen.Value value = key.field() == null ? null : step.event().fields().get(key.field());
        return value != null ? value.shown() : Shown.of(key.valueIn(step.event()::text));
    }
}
