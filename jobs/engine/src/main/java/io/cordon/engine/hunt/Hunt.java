package io.cordon.engine.hunt;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.Place;
import io.cordon.engine.correlate.Share;
import io.cordon.engine.eql.Compiled;
import io.cordon.engine.eql.Key;
import io.cordon.engine.eql.Pipe;
import io.cordon.engine.eql.SearchChain;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.rule.Chain;
import io.cordon.engine.rule.QueryRule;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.sequence.Standing;
import io.cordon.engine.sequence.WholeChain;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A query over a recording, which is read twice: its events are judged by {@link #lineage()} first, so that the process tree is known
 * whole; then {@link #take} hears what each matches of {@link #rules()}.
 *
 * <p>Event order is total here: what happened at the same time goes by the order in which it was read. An event that was read again
 * counts once.
 */
public final class Hunt {
    private static final Comparator<Seen> IN_ORDER =
            Comparator.comparingLong(Seen::time).thenComparingLong(Seen::number);

    private final Compiled query;
    private final @Nullable Chain chain;
    private final CompiledRules rules;
    private final Set<FieldRef> fields = new HashSet<>();
    private final Map<String, Seen> seen = new HashMap<>();
    private final Map<Place, List<Hit>> hits = new LinkedHashMap<>();

    public Hunt(Compiled query) {
        this.query = query;
        Rule rule = QueryRule.of(query);
        this.chain = rule.chain();
        this.rules = RuleCompiler.compile("query", List.of(rule));
        read().forEach(field -> fields.add(EventField.of(field).field()));
    }

    /** What follows the lineage that the query asks for. */
    public CompiledRules lineage() {
        return new Lineage(rules);
    }

    public CompiledRules rules() {
        return rules;
    }

    /** The fields whose values {@link #take} wants. */
    public Set<FieldRef> fields() {
        return Set.copyOf(fields);
    }

    private List<FieldRef> read() {
        List<FieldRef> all = new ArrayList<>();
        if (query instanceof SearchChain several) {
            several.steps().forEach(step -> several.keysOf(step).forEach(key -> all.addAll(key.fields())));
        }
        for (Pipe pipe : query.pipes()) {
            pipe.keys().forEach(key -> all.addAll(key.fields()));
            if (pipe instanceof Pipe.Filter filter) {
                all.addAll(filter.condition().fields());
            }
        }
        return all;
    }

    /**
     * Takes in what an event matches.
     *
     * @param number how many events were read before
     * @param time the event's, in µs, on its endpoint's UTC clock
     * @param hits what it means to the query's chain, if it has one
     */
    public void take(
            EndpointEvent event, long number, long time, List<Hit> hits, Supplier<Map<FieldRef, Seen.Value>> values) {
        if (chain != null && hits.isEmpty()) {
            return; // it lacks a value that the events share
        }
        Seen known = seen.get(event.id());
        if (known == null) {
            seen.put(event.id(), new Seen(event.id(), event.position(), time, number, values.get()));
        } else if (known.number() != number) {
            return; // read again
        }
        for (Hit hit : hits) {
            this.hits
                    .computeIfAbsent(hit.share().place(), any -> new ArrayList<>())
                    .add(inOrder(hit, number));
        }
    }

    /** A hit whose place among those of the same time is the order in which they were read. */
    private static Hit inOrder(Hit hit, long number) {
        Share share = hit.share();
        Evidence evidence = new Evidence(hit.event(), List.of(), "", null, 0, hit.time(), hit.time());
        Standing standing = new Standing("", number, Long.MIN_VALUE);
        return new Hit(evidence, true, new Share(share.place(), share.part(), standing.text(), null, "", List.of()));
    }

    /** What the query says of all that was taken in, in event order of what completes it. */
    public List<Answer> answers() {
        return new Pipes().run(query.pipes(), chain == null ? alone() : together(chain));
    }

    private List<Answer> alone() {
        return seen.values().stream()
                .sorted(IN_ORDER)
                .map(one -> new Answer(List.of(one), List.of(), null))
                .toList();
    }

    private List<Answer> together(Chain judged) {
        List<List<Hit>> matches = new ArrayList<>();
        for (List<Hit> same : hits.values()) {
            List<List<Hit>> found = new ArrayList<>(WholeChain.matches(judged, same));
            found.sort(Comparator.comparing(this::last, IN_ORDER));
            // Elasticsearch's samples are one for each set of values.
            boolean isSample = judged.kind() == Chain.Kind.SAMPLE;
            matches.addAll(isSample && !found.isEmpty() ? found.subList(0, 1) : found);
        }
        matches.sort(Comparator.comparing(this::last, IN_ORDER).thenComparing(this::first, IN_ORDER));
        return matches.stream().map(this::answer).toList();
    }

    private Seen last(List<Hit> match) {
        return match.stream().map(this::seen).max(IN_ORDER).orElseThrow();
    }

    private Seen first(List<Hit> match) {
        return match.stream().map(this::seen).min(IN_ORDER).orElseThrow();
    }

    private Seen seen(Hit hit) {
        return Objects.requireNonNull(seen.get(hit.event()));
    }

    private Answer answer(List<Hit> match) {
        List<Hit> bySteps =
                match.stream().sorted(Comparator.comparingInt(Hit::part)).toList();
        SearchChain several = (SearchChain) query;
        List<JsonNode> keys = new ArrayList<>();
        int values = several.keysOf(several.steps().get(0)).size(); // behind them the endpoint may stand
        for (String joined : match.get(0).share().place().key().subList(0, values)) {
            int which = keys.size();
            keys.add(bySteps.stream()
                    .map(hit -> shown(hit, several, which))
                    .filter(value -> !value.isNull())
                    .findFirst()
                    .orElse(Shown.of(joined.isEmpty() ? null : joined)));
        }
        return new Answer(bySteps.stream().map(this::seen).toList(), keys, null);
    }

    /** One of the values that an event shares with others, as its record has it. */
    private JsonNode shown(Hit hit, SearchChain several, int which) {
        Key key = several.keysOf(several.steps().get(hit.part())).get(which);
        Seen event = seen(hit);
        Seen.Value value = key.field() == null ? null : event.fields().get(key.field());
        return value != null ? value.shown() : Shown.of(key.valueIn(event::text));
    }
}
