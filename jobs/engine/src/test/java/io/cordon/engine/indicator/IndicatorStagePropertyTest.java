package io.cordon.engine.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.finding.Thing;
import io.cordon.engine.incident.Clue;
import io.cordon.engine.incident.Incident;
import io.cordon.engine.incident.Incident.State;
import io.cordon.engine.incident.Lead;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What stands follows from the facts, not from when they came nor from what was said in between. */
class IndicatorStagePropertyTest {
    private static final int SEEDS = 300;
    private static final List<String> TACTICS = List.of("execution", "persistence", "credential-access", "");
    private static final List<String> RULES = List.of("a", "b", "c", Lead.OF_INDICATOR);

    private final IndicatorStage stage = new IndicatorStage(new Derivation(IndicatorLimits.DEFAULT, Spared.builtIn()));

    @Test
    void anyOrderOfFactsEndsInTheSameIndicators() {
        for (long seed = 0; seed < SEEDS; seed++) {
            IndicatorStory story = some(new Random(seed));
            Map<String, Indicator> expected = new TreeMap<>();
            story.yields().indicators().forEach(one -> expected.put(one.id(), one));

            assertThat(told(story, new Random(-seed))).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void aRetractedIncidentTakesAllBackAndLeavesNothing() {
        for (long seed = 0; seed < SEEDS; seed++) {
            IndicatorStory story = some(new Random(seed));
            Heard heard = new Heard();
            IndicatorStore store = IndicatorStore.onHeap();
            for (State state : List.of(State.OPEN, State.RETRACTED)) {
                stage.judged(story.incident(state), story.clues()::get, IndicatorStory.lines(), store, heard);
            }

            assertThat(heard.standing).as("seed %d", seed).isEmpty();
            assertThat(stage.sweep(0, store)).as("seed %d", seed).isFalse();
        }
    }

    @Test
    void aPersonsLastWordCountsUntilItEnds() {
        IndicatorStory story = IndicatorStory.confirmed();
        Incident incident = story.incident(State.OPEN);
        IndicatorStore store = IndicatorStore.onHeap();
        Heard heard = new Heard();
        for (Verdict word : List.of(Verdict.BENIGN, Verdict.ATTACK, Verdict.BENIGN)) {
            stage.take(new PersonsVerdict(incident.tenant(), incident.id(), word, IndicatorStory.MINUTE), store);
            stage.judged(incident, story.clues()::get, IndicatorStory.lines(), store, heard);
            assertThat(heard.standing.isEmpty()).isEqualTo(word == Verdict.BENIGN);
        }
        assertThat(stage.sweep(IndicatorStory.MINUTE, store)).isTrue();
        assertThat(stage.sweep(IndicatorStory.MINUTE + 1, store)).isFalse();
    }

    @Test
    void whatHasExpiredIsForgotten() {
        IndicatorStore store = IndicatorStore.onHeap();
        IndicatorStory story = IndicatorStory.confirmed();
        stage.judged(story.incident(State.ENDED), story.clues()::get, IndicatorStory.lines(), store, new Heard());

        assertThat(stage.sweep(IndicatorLimits.DEFAULT.life(), store)).isTrue();
        assertThat(stage.sweep(IndicatorLimits.DEFAULT.life() + IndicatorStory.MINUTE, store))
                .isFalse();
    }

    /** What stands once all facts came, one by one, in some order and some of them twice. */
    private Map<String, Indicator> told(IndicatorStory story, Random random) {
        List<Clue> steps = new ArrayList<>(story.clues().values());
        steps.addAll(steps.subList(0, random.nextInt(steps.size() + 1)));
        Collections.shuffle(steps, random);
        Map<String, Clue> known = new HashMap<>();
        IndicatorStore store = IndicatorStore.onHeap();
        Heard heard = new Heard();
        for (Clue step : steps) {
            known.put(step.id(), step);
            stage.judged(story.incident(State.OPEN), known::get, IndicatorStory.lines(), store, heard);
        }
        return heard.standing;
    }

    private static IndicatorStory some(Random random) {
        IndicatorStory story = new IndicatorStory();
        for (int i = random.nextInt(8); i >= 0; i--) {
            String rule = RULES.get(random.nextInt(RULES.size()));
            String hash = String.valueOf(random.nextInt(4)).repeat(64);
            String tree = "up.exe > potato.exe: " + IndicatorStory.POTATO_SHAPE + " < up.exe " + random.nextInt(3);
            Lead lead = IndicatorStory.lead(
                    rule,
                    random.nextInt(5) > 0,
                    "e" + random.nextInt(6),
                    "C:\\Users\\eve\\x.exe",
                    random.nextBoolean() ? IndicatorStory.POTATO_SHAPE : "",
                    Map.of(random.nextInt(4) > 0 ? Thing.SHA256 : Thing.WRITTEN_SHA256, hash, Thing.TREE, tree));
            story.finding(rule, TACTICS.get(random.nextInt(TACTICS.size())), "p" + random.nextInt(3), lead);
        }
        return story;
    }

    private static final class Heard implements IndicatorStage.Out {
        private final Map<String, Indicator> standing = new TreeMap<>();

        @Override
        public void stands(Indicator indicator) {
            standing.put(indicator.id(), indicator);
        }

        @Override
        public void withdrawn(Indicator indicator) {
            standing.remove(indicator.id());
        }
    }
}
