package io.cordon.engine.hunt;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordon.engine.condition.Formula;
import io.cordon.engine.eql.Key;
import io.cordon.engine.eql.Pipe;
import io.cordon.engine.event.FieldCatalogue;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.event.MultiValue;
import io.cordon.engine.hunt.Answer.Tally;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Does to a query's answers what its pipes say, one after the other. */
final class Pipes {
    private static final FieldRef COUNT = FieldCatalogue.builtIn().resolve("count");
    private static final FieldRef PERCENT = FieldCatalogue.builtIn().resolve("percent");
    private static final FieldRef KEY = FieldCatalogue.builtIn().resolve("key");

    private final Map<FieldRef, EventField> meant = new HashMap<>();

    List<Answer> run(List<Pipe> pipes, List<Answer> found) {
        List<Answer> answers = found;
        for (Pipe pipe : pipes) {
            answers = run(pipe, answers);
        }
        return answers;
    }

    private List<Answer> run(Pipe pipe, List<Answer> in) {
        if (pipe instanceof Pipe.Head head) {
            return in.subList(0, Math.min(head.count(), in.size()));
        }
        if (pipe instanceof Pipe.Tail tail) {
            return in.subList(Math.max(0, in.size() - tail.count()), in.size());
        }
        if (pipe instanceof Pipe.Filter filter) {
            return in.stream()
                    .filter(one -> Boolean.TRUE.equals(filter.condition().holds(texts(one))))
                    .toList();
        }
        if (pipe instanceof Pipe.Sort sort) {
            return in.stream().sorted(by(sort.keys())).toList();
        }
        if (pipe instanceof Pipe.Unique unique) {
            return groups(in, unique.keys()).stream().map(same -> same.get(0)).toList();
        }
        if (pipe instanceof Pipe.UniqueCount unique) {
            return groups(in, unique.keys()).stream()
                    .map(same -> new Answer(
                            same.get(0).events(), same.get(0).keys(), new Tally(same.size(), share(same, in))))
                    .toList();
        }
        return count(in, ((Pipe.Count) pipe).keys());
    }

    private List<Answer> count(List<Answer> in, List<Key> keys) {
        if (keys.isEmpty()) {
            return List.of(new Answer(List.of(), List.of(), new Tally(in.size(), 1)));
        }
        List<List<Answer>> groups = new ArrayList<>(groups(in, keys));
        groups.sort(Comparator.<List<Answer>>comparingInt(List::size).thenComparing(same -> same.get(0), by(keys)));
        return groups.stream()
                .map(same -> new Answer(
                        List.of(),
                        keys.stream().map(key -> shown(same.get(0), key)).toList(),
                        new Tally(same.size(), share(same, in))))
                .toList();
    }

    private static double share(List<Answer> some, List<Answer> all) {
        return (double) some.size() / all.size();
    }

    /** Answers with the same values, in the order of the first of each. */
    private Collection<List<Answer>> groups(List<Answer> in, List<Key> keys) {
        Map<List<@Nullable String>, List<Answer>> groups = new LinkedHashMap<>();
        for (Answer one : in) {
            List<@Nullable String> values = new ArrayList<>();
            keys.forEach(key -> values.add(key.in(texts(one))));
            groups.computeIfAbsent(values, any -> new ArrayList<>()).add(one);
        }
        return groups.values();
    }

    private Comparator<Answer> by(List<Key> keys) {
        return keys.stream()
                .<Comparator<Answer>>map(key -> (one, other) -> key.compare(texts(one), texts(other)))
                .reduce(Comparator::thenComparing)
                .orElseThrow();
    }

    private Formula.Texts texts(Answer answer) {
        return field -> text(answer, field);
    }

    private @Nullable String text(Answer answer, FieldRef named) {
        Tally tally = answer.tally();
        if (tally != null && named.equals(COUNT)) {
            return Long.toString(tally.count());
        }
        if (tally != null && named.equals(PERCENT)) {
            return BigDecimal.valueOf(tally.share()).toPlainString();
        }
        if (answer.events().isEmpty()) {
            boolean hasKeys = named.equals(KEY) && !answer.keys().isEmpty();
            return hasKeys
                    ? MultiValue.of(answer.keys().stream().map(JsonNode::asText).toList())
                    : null;
        }
        Seen.Value value = value(answer, named);
        return value == null ? null : value.text();
    }

    private Seen.@Nullable Value value(Answer answer, FieldRef named) {
        EventField field = meant.computeIfAbsent(named, EventField::of);
        return field.event() < answer.events().size()
                ? answer.events().get(field.event()).fields().get(field.field())
                : null;
    }

    /** A value as the record has it, or as it is computed. */
    private JsonNode shown(Answer answer, Key key) {
        Seen.Value value = key.field() == null || answer.events().isEmpty() ? null : value(answer, key.field());
        return value != null ? value.shown() : Shown.of(key.valueIn(texts(answer)));
    }
}
