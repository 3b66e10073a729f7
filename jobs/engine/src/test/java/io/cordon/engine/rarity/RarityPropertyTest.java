package io.cordon.engine.rarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.prevalence.Memory;
import io.cordon.engine.prevalence.Shown;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever the order within the lateness, with copies, matches taken back and restores in between: what the definition says. */
class RarityPropertyTest {
    private static final Memory MEMORY = new Memory(2, 4);
    private static final int ENDPOINTS = 6;
    private static final int HOURS = 60;

    @Test
    void findsWhatTheDefinitionSays() {
        qt().withExamples(400).forAll(integers().all(), integers().all()).checkAssert((seed, order) -> {
            Random random = new Random(seed);
            List<Shown> shown = shown(random);
            List<Contribution> asked = asked(random);

            Recalled recalled = new Recalled(MEMORY);
            arrivals(shown, asked, new Random(order)).forEach(recalled::arrives);
            recalled.ends();

            assertThat(recalled.standing()).as("seed %d, order %d", seed, order).isEqualTo(defined(shown, asked));
        });
    }

    @Test
    void ratesAsTheDefinitionSays() {
        qt().withExamples(200).forAll(integers().all(), integers().all()).checkAssert((seed, order) -> {
            Random random = new Random(seed);
            List<Shown> shown = shown(random);
            List<Contribution> asked = new ArrayList<>();
            TreeMap<String, Double> expected = new TreeMap<>();
            for (int i = random.nextInt(10); i > 0; i--) {
                long time = Asks.time(random.nextInt(HOURS), random.nextInt(3600));
                Contribution rating = Asks.rating("p" + i, "c" + random.nextInt(2), time);
                asked.add(rating);
                Past past = Past.of(shown, rating);
                if (past.isKnown()) {
                    expected.put(
                            "p" + i, Math.max(0, 1 - Math.log1p((double) past.having) / Math.log1p((double) past.all)));
                }
            }

            Recalled recalled = new Recalled(MEMORY);
            arrivals(shown, asked, new Random(order)).forEach(recalled::arrives);
            recalled.ends();

            assertThat(recalled.rated()).as("seed %d, order %d", seed, order).isEqualTo(expected);
        });
    }

    /** An arrival, and by when Kafka appended it. */
    private static List<Recalled.Arrival> arrivals(List<Shown> shown, List<Contribution> asked, Random random) {
        List<Recalled.Arrival> arrivals = new ArrayList<>();
        for (Shown one : shown) {
            arrivals.add(Recalled.Arrival.of(one, random));
            if (random.nextInt(3) == 0) {
                arrivals.add(Recalled.Arrival.of(one, random));
            }
        }
        for (Contribution one : asked) {
            Recalled.Arrival given = Recalled.Arrival.of(one, random);
            arrivals.add(given);
            if (Asks.isTakenBack(one)) {
                arrivals.add(new Recalled.Arrival(given.append() + 1, null, new Contribution(one.hit(), true)));
            }
        }
        Collections.shuffle(arrivals, random);
        arrivals.sort(Comparator.comparingLong(Recalled.Arrival::append));
        return arrivals;
    }

    private static List<Shown> shown(Random random) {
        List<Shown> shown = new ArrayList<>();
        for (int i = random.nextInt(40); i > 0; i--) {
            String endpoint = "h" + random.nextInt(ENDPOINTS);
            long time = Asks.time(random.nextInt(HOURS), random.nextInt(3600));
            shown.addAll(Asks.shown(endpoint, "c" + random.nextInt(2), time));
        }
        return shown;
    }

    private static List<Contribution> asked(Random random) {
        List<Contribution> asked = new ArrayList<>();
        for (int i = random.nextInt(10); i > 0; i--) {
            long time = Asks.time(random.nextInt(HOURS), random.nextInt(3600));
            asked.add(Asks.ask("e" + i, "c" + random.nextInt(2), time, random.nextInt(5) == 0));
        }
        return asked;
    }

    private static List<String> defined(List<Shown> shown, List<Contribution> asked) {
        TreeSet<String> defined = new TreeSet<>();
        for (Contribution ask : asked) {
            Past past = Past.of(shown, ask);
            if (!Asks.isTakenBack(ask) && past.having <= Asks.RARE && past.isKnown()) {
                defined.add(ask.hit().event());
            }
        }
        return List.copyOf(defined);
    }

    /** On how many endpoints what is asked about was seen before, of how many, and on how many days any was. */
    private record Past(long having, long all, long days) {
        static Past of(List<Shown> shown, Contribution ask) {
            long hour = Asks.hour(ask.hit().time());
            List<Shown> before = shown.stream()
                    .filter(one ->
                            one.sighting().hour() < hour && one.sighting().hour() >= hour - Memory.WINDOW_HOURS)
                    .toList();
            return new Past(
                    before.stream()
                            .filter(one -> one.artefact()
                                    .key()
                                    .equals(ask.place().key().get(0)))
                            .map(one -> one.sighting().endpoint())
                            .distinct()
                            .count(),
                    before.stream()
                            .map(one -> one.sighting().endpoint())
                            .distinct()
                            .count(),
                    before.stream()
                            .map(one -> one.sighting().hour())
                            .filter(seen -> seen >= hour - 2L * 24 * MEMORY.days())
                            .map(seen -> seen / 24)
                            .distinct()
                            .count());
        }

        boolean isKnown() {
            return all >= MEMORY.endpoints() && days >= MEMORY.days();
        }
    }
}
