package io.cordon.engine.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Incidents follow from the facts, not from when they came, nor from what was said in between. */
class IncidentPropertyTest {
    private static final int SEEDS = 600;
    private static final int ORDERS = 8;
    private static final IncidentLimits LIMITS = IncidentLimits.DEFAULT;
    private static final long BEGINNING = 0;

    @Test
    void whatHangsTogetherIsWhatTheDefinitionSays() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<Fact> facts = new RandomFacts(seed).some();
            assertThat(Clustering.of(facts, LIMITS)).as("seed %d", seed).isEqualTo(Definition.clusters(facts, LIMITS));
        }
    }

    @Test
    void anyInterleavingTellsTheSame() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<Fact> facts = new RandomFacts(seed).some();
            List<Incident> expected = atOnce(facts);
            for (int order = 0; order < ORDERS; order++) {
                assertThat(inSomeOrder(facts, new Random(seed * ORDERS + order)))
                        .as("seed %d, order %d", seed, order)
                        .isEqualTo(expected);
            }
        }
    }

    /** What comes in time, but for the lateness, may be forgotten when it has ended, and tells the same. */
    @Test
    void forgettingWhatHasEndedChangesNothing() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<Fact> facts = new RandomFacts(seed).some();
            HeapIncidents incidents = new HeapIncidents("default", LIMITS);
            Random random = new Random(seed);
            List<Fact> late = new ArrayList<>(facts);
            late.sort(Comparator.comparing(fact -> fact.time() + random.nextLong(LIMITS.lateness())));
            long now = BEGINNING;
            for (Fact fact : late) {
                now = Math.max(now, fact.time());
                incidents.apply(fact.id(), fact, now);
                incidents.judge(now);
            }
            assertThat(content(incidents.incidents())).as("seed %d", seed).isEqualTo(atOnce(facts));
            assertThat(incidents.counted()).as("seed %d", seed).doesNotContainKey(IncidentCounter.FACT_LATE);

            incidents.judge(now + LIMITS.quiet() + LIMITS.lateness() + 1);
            assertThat(incidents.isEmpty())
                    .as("seed %d: something is kept for ever", seed)
                    .isTrue();
        }
    }

    /** What changed is judged, or all: what is said is the same, version by version. */
    @Test
    void judgingWhatChangedIsJudgingAll() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<Fact> facts = new RandomFacts(seed).some();
            Random random = new Random(seed);
            HeapIncidents going = new HeapIncidents("default", LIMITS);
            HeapIncidents restarted = new HeapIncidents("default", LIMITS);
            long now = BEGINNING;
            for (int step = 0; step < 2 * facts.size(); step++) {
                Fact fact = facts.get(random.nextInt(facts.size()));
                Fact told = random.nextInt(4) == 0 ? null : fact;
                now = random.nextInt(4) == 0 ? now + random.nextLong(LIMITS.quiet()) : now;
                going.apply(fact.id(), told, now);
                restarted.apply(fact.id(), told, now);
                if (random.nextBoolean()) {
                    restarted.restart();
                    going.judge(now);
                    restarted.judge(now);
                    assertThat(going.all()).as("seed %d, step %d", seed, step).isEqualTo(restarted.all());
                    assertThat(going.isEmpty()).isEqualTo(restarted.isEmpty());
                }
            }
            assertThat(going.counted()).isEqualTo(restarted.counted());
        }
    }

    @Test
    void aMergedIncidentRefersToOneThatStands() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<Fact> facts = new ArrayList<>(new RandomFacts(seed).some());
            Collections.shuffle(facts, new Random(seed));
            HeapIncidents incidents = new HeapIncidents("default", LIMITS);
            for (Fact fact : facts) {
                incidents.apply(fact.id(), fact, BEGINNING);
                incidents.judge(BEGINNING);
            }
            List<String> standing =
                    incidents.incidents().stream().map(Incident::id).toList();
            incidents.all().stream()
                    .filter(incident -> incident.state() == Incident.State.MERGED)
                    .forEach(merged -> assertThat(standing).contains(merged.into()));
        }
    }

    @Test
    void moreFactsNeverLowerAScore() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<Fact> facts = new RandomFacts(seed).some();
            List<Incident> before = atOnce(facts.subList(0, facts.size() / 2));
            List<Incident> after = atOnce(facts);
            for (Incident earlier : before) {
                assertThat(after)
                        .as("seed %d: %s", seed, earlier)
                        .anyMatch(later ->
                                later.findings().contains(earlier.findings().get(0))
                                        && (later.score() >= earlier.score()
                                                || !later.findings().containsAll(earlier.findings())));
            }
        }
    }

    private static List<Incident> inSomeOrder(List<Fact> facts, Random random) {
        List<Fact> told = new ArrayList<>(facts);
        told.addAll(facts.subList(0, random.nextInt(facts.size() + 1))); // some twice
        Collections.shuffle(told, random);
        HeapIncidents incidents = new HeapIncidents("default", LIMITS);
        for (Fact fact : told) {
            if (random.nextInt(4) == 0) { // taken back in between
                incidents.apply(fact.id(), fact, BEGINNING);
                incidents.judge(BEGINNING);
                incidents.apply(fact.id(), null, BEGINNING);
                incidents.judge(BEGINNING);
            }
            incidents.apply(fact.id(), fact, BEGINNING);
            if (random.nextBoolean()) {
                incidents.judge(BEGINNING);
            }
        }
        incidents.judge(latest(facts));
        return content(incidents.incidents());
    }

    private static List<Incident> atOnce(List<Fact> facts) {
        HeapIncidents incidents = new HeapIncidents("default", LIMITS);
        facts.forEach(fact -> incidents.apply(fact.id(), fact, BEGINNING));
        incidents.judge(latest(facts));
        return content(incidents.incidents());
    }

    private static long latest(List<Fact> facts) {
        return facts.stream().mapToLong(Fact::time).max().orElse(BEGINNING);
    }

    private static List<Incident> content(List<Incident> incidents) {
        return incidents.stream().map(incident -> incident.version(1)).toList();
    }
}
