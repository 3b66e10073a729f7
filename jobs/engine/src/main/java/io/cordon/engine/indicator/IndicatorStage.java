package io.cordon.engine.indicator;

import io.cordon.engine.incident.Clue;
import io.cordon.engine.incident.Incident;
import io.cordon.engine.incident.Lines;
import io.cordon.engine.tree.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
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

    /**
     * Takes in that an incident was judged, whatever came of that.
     *
     * @param clues of findings, by their ids; null where there is none
     * @param said what stands, by incident
     */
    public void judged(
            Incident incident,
            Function<String, @Nullable Clue> clues,
            Lines lines,
            Verdict verdict,
            Table<String, Standing> said,
            Out out) {
        Standing before = Objects.requireNonNullElse(said.get(incident.id()), Standing.NONE);
        Standing now =
                new Standing(derivation.of(incident, clues, lines, verdict).indicators());
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

    /** Forgets what has ended by itself, and returns whether anything is left. */
    public boolean sweep(long now, Table<String, Standing> said) {
        boolean isAnyLeft = false;
        List<String> incidents = new ArrayList<>();
        said.keys().forEach(incidents::add);
        for (String incident : incidents) {
            Standing standing = said.get(incident);
            if (standing == null || standing.expires() < now) {
                said.remove(incident);
            } else {
                isAnyLeft = true;
            }
        }
        return isAnyLeft;
    }
}
