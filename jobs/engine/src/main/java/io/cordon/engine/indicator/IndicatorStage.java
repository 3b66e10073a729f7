package io.cordon.engine.indicator;

import io.cordon.engine.incident.Clue;
import io.cordon.engine.incident.Incident;
import io.cordon.engine.incident.Lines;
import io.cordon.engine.tree.Table;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says of one tenant's incidents which indicators stand by now, and withdraws those that do not any more. */
public final class IndicatorStage {
    private final Derivation derivation;

    public IndicatorStage(Derivation derivation) {
        this.derivation = derivation;
    }

    /** Receives what is news of indicators. */
    public interface Out {
        void stands(Indicator indicator);

        void withdrawn(Indicator indicator);
    }

    /** Takes in what a person says of an incident: the last word counts. */
    public void take(PersonsVerdict verdict, IndicatorStore store) {
        store.verdicts().put(verdict.incident(), verdict);
    }

    /**
     * Takes in that an incident was judged, whatever came of that.
     *
     * @param clues of findings, by their ids; null where there is none
     */
    public void judged(
            Incident incident, Function<String, @Nullable Clue> clues, Lines lines, IndicatorStore store, Out out) {
        Table<String, Standing> said = store.standing();
        PersonsVerdict verdict = store.verdicts().get(incident.id());
        Standing before = Objects.requireNonNullElse(said.get(incident.id()), Standing.NONE);
        Standing now = new Standing(derivation
                .of(incident, clues, lines, verdict == null ? Verdict.NONE : verdict.verdict())
                .indicators());
        if (now.equals(before)) {
            return;
        }
        Set<String> ids = now.indicators().stream().map(Indicator::id).collect(Collectors.toSet());
        before.indicators().stream().filter(one -> !ids.contains(one.id())).forEach(out::withdrawn);
        now.indicators().stream()
                .filter(one -> !before.indicators().contains(one))
                .forEach(out::stands);
        if (now.indicators().isEmpty()) {
            said.remove(incident.id());
        } else {
            said.put(incident.id(), now);
        }
    }

    /** Forgets what has ended before a time, in µs, and returns whether anything is left. */
    public boolean sweep(long now, IndicatorStore store) {
        boolean isAnyLeft = sweep(store.standing(), standing -> standing.expires() < now);
        return sweep(store.verdicts(), verdict -> verdict.until() < now) || isAnyLeft;
    }

    private static <V> boolean sweep(Table<String, V> table, Predicate<V> isOver) {
        boolean isAnyLeft = false;
        for (String incident : table.keys()) {
            V value = table.get(incident);
            if (value == null || isOver.test(value)) {
                table.remove(incident);
            } else {
                isAnyLeft = true;
            }
        }
        return isAnyLeft;
    }
}
