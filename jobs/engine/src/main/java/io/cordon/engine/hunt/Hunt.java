package io.cordon.engine.hunt;

import io.cordon.engine.correlate.Hit;
import io.cordon.engine.eql.Compiled;
import io.cordon.engine.eql.Pipe;
import io.cordon.engine.eql.SearchChain;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.rule.QueryRule;
import io.cordon.engine.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
 * <p>Event order is total here: what happened at the same time goes by its record's own number, where it has one, else by the order in
 * which it was read. An event that was read again counts once.
 */
public final class Hunt {
    private final Compiled query;
    private final @Nullable Together together;
    private final CompiledRules rules;
    private final Set<FieldRef> fields = new HashSet<>();
    private final Map<String, Seen> seen = new HashMap<>();

    public Hunt(Compiled query) {
        this.query = query;
        Rule rule = QueryRule.of(query);
        this.together = query instanceof SearchChain several
                ? new Together(several, Objects.requireNonNull(rule.chain()))
                : null;
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
     * @param time the event's, in µs, on its endpoint's UTC clock
     * @param tie what its record says of its place among those of the same time, or {@link EndpointEvent#ABSENT}
     * @param number how many events were read before
     * @param hits what it means to the query's chain, if it has one
     */
    public void take(
            EndpointEvent event,
            long time,
            long tie,
            long number,
            List<Hit> hits,
            Supplier<Map<FieldRef, Seen.Value>> values) {
        if (together != null && hits.isEmpty()) {
            return; // it lacks a value that the events share
        }
        Seen known = seen.get(event.id());
        if (known == null) {
            known = new Seen(event.id(), event.position(), time, tie, number, values.get());
            seen.put(event.id(), known);
        } else if (known.number() != number) {
            return; // read again
        }
        for (Hit hit : hits) {
            Objects.requireNonNull(together).take(known, hit.share());
        }
    }

    /** What the query says of all that was taken in, in event order of what completes it. */
    public List<Answer> answers() {
        return new Pipes().run(query.pipes(), together == null ? alone() : together.answers());
    }

    private List<Answer> alone() {
        return seen.values().stream()
                .sorted(Seen.IN_ORDER)
                .map(one -> new Answer(List.of(one), List.of(), null))
                .toList();
    }
}
