package io.cordon.engine.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Finding.State;
import io.cordon.engine.indicator.IndicatorWord.Stands;
import io.cordon.engine.indicator.IndicatorWord.Withdrawn;
import io.cordon.engine.prevalence.HeapSightingStore;
import io.cordon.engine.prevalence.Shown;
import io.cordon.engine.prevalence.Sighting;
import io.cordon.engine.prevalence.Sightings;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Rule.Mode;
import io.cordon.engine.tree.HeapStore.HeapTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the fleet has shown is found, before an indicator came as well as after, and nothing is done for it. */
class RecallTest {
    private static final Indicator INDICATOR =
            IndicatorStory.confirmed().yields().indicators().get(0);

    private final Sightings seen = new Sightings(new HeapSightingStore());
    private final HeapTable<String, Recalled> known = new HeapTable<>();
    private final Map<String, Finding> last = new TreeMap<>();
    private final List<Trial> trials = new ArrayList<>();
    private final Recall.Out out = new Recall.Out() {
        @Override
        public void finding(Finding finding) {
            last.put(finding.id(), finding);
        }

        @Override
        public void tried(Indicator indicator, Trial trial) {
            trials.add(trial);
        }
    };

    @Test
    void thePastGivesFindingsAndNoKills() {
        see("h2", -IndicatorStory.MINUTE);
        take(new Stands(INDICATOR));

        assertThat(last.values())
                .singleElement()
                .returns(List.of("h2"), Finding::endpoints)
                .returns(null, Finding::target)
                .returns(Action.NONE, finding -> finding.rule().response().action())
                .returns(Mode.AUDIT, finding -> finding.rule().mode());
        assertThat(trials).hasSize(1);
    }

    @Test
    void theIncidentsOwnEndpointsAreNoNews() {
        take(new Stands(INDICATOR));
        see("h1", 0);

        assertThat(last).isEmpty();
    }

    @Test
    void anyOrderFindsTheSame() {
        Map<String, Finding> expected = inOrder(new Random(0), false);
        for (int seed = 1; seed < 100; seed++) {
            assertThat(inOrder(new Random(seed), true)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    /** What stands, but for how often it was told. */
    private static Map<String, Finding> inOrder(Random random, boolean isShuffled) {
        RecallTest one = new RecallTest();
        List<Runnable> steps = new ArrayList<>();
        steps.add(() -> one.take(new Stands(INDICATOR)));
        for (int i = 0; i < 6; i++) {
            int minute = i;
            steps.add(() -> one.see("h" + minute % 4, (minute - 3) * IndicatorStory.MINUTE));
        }
        if (isShuffled) {
            Collections.shuffle(steps, random);
        }
        steps.forEach(Runnable::run);
        Map<String, Finding> standing = new TreeMap<>();
        one.last.forEach((id, finding) -> standing.put(
                id,
                IndicatorFindings.seen(
                        INDICATOR,
                        new Sighting(finding.endpoints().get(0), finding.first(), null),
                        1,
                        finding.state())));
        return standing;
    }

    @Test
    void withdrawnIsTakenBackAndForgotten() {
        take(new Stands(INDICATOR));
        see("h2", IndicatorStory.MINUTE);
        take(new Withdrawn(INDICATOR));

        assertThat(last.values()).singleElement().returns(State.RETRACTED, Finding::state);
        assertThat(known.keys()).isEmpty();
    }

    @Test
    void whatJoinsTheIncidentIsTakenBack() {
        take(new Stands(INDICATOR));
        see("h2", IndicatorStory.MINUTE);
        take(new Stands(new Indicator(
                INDICATOR.id(),
                INDICATOR.artefact(),
                INDICATOR.incident(),
                INDICATOR.finding(),
                INDICATOR.rule(),
                INDICATOR.event(),
                List.of("h1", "h2"),
                INDICATOR.since(),
                INDICATOR.expires())));

        assertThat(last.values()).singleElement().returns(State.RETRACTED, Finding::state);
    }

    @Test
    void stateEnds() {
        take(new Stands(INDICATOR));

        assertThat(Recall.sweep(INDICATOR.expires(), known)).isEqualTo(INDICATOR.expires());
        assertThat(Recall.sweep(INDICATOR.expires() + 1, known)).isEqualTo(Long.MAX_VALUE);
        assertThat(known.keys()).isEmpty();
    }

    private void take(IndicatorWord word) {
        Recall.take(word, seen, known, out);
    }

    private void see(String endpoint, long time) {
        Sighting sighting = new Sighting(endpoint, time, null);
        seen.see(sighting, 0);
        Recall.see(new Shown(INDICATOR.artefact(), sighting, 0), known, out);
    }
}
