package io.cordon.engine.prevalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import io.cordon.engine.prevalence.SightedHour.News;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the order, with copies and restores in between: the same answers, and below the cap those of a plain count. */
class SightingsTest {
    private static final int WINDOW = Memory.WINDOW_HOURS;

    @Test
    void countsWhatAPlainCountCounts() {
        qt().withExamples(500).forAll(integers().all(), integers().all()).checkAssert((story, order) -> {
            List<Sighting> all = story(new Random(story), 12);
            Sightings seen = seen(all, new Random(order));
            for (long hour = 0; hour < 2L * WINDOW; hour += 7) {
                long from = hour - WINDOW;
                long to = hour;
                long plain = all.stream()
                        .filter(one -> one.hour() >= from && one.hour() < to)
                        .map(Sighting::endpoint)
                        .distinct()
                        .count();
                assertThat(seen.before(hour))
                        .as("story %d, hour %d", story, hour)
                        .isEqualTo(new Rarity(plain, true));
            }
        });
    }

    @Test
    void answersTheSameInAnyOrderAlsoBeyondTheCap() {
        qt().withExamples(50).forAll(integers().all(), integers().all()).checkAssert((story, order) -> {
            List<Sighting> all = story(new Random(story), 400);
            Sightings one = seen(all, new Random(order));
            Sightings other = seen(all, new Random(~order));
            for (long hour = 0; hour < 2L * WINDOW; hour += 7) {
                assertThat(one.before(hour)).isEqualTo(other.before(hour));
                assertThat(one.where(0, hour)).isEqualTo(other.where(0, hour));
            }
        });
    }

    @Test
    void estimatesHowManyThereAreBeyondTheCap() {
        Sightings seen = new Sightings(new HeapSightingStore());
        long cuts = 0;
        for (int endpoint = 0; endpoint < 10_000; endpoint++) {
            cuts += see(seen, at(endpoint, 0, 0)) == News.CUT ? 1 : 0;
        }

        Rarity rarity = seen.before(1);

        assertThat(rarity.isExact()).isFalse();
        assertThat(rarity.endpoints()).isBetween(6_500L, 13_500L);
        assertThat(seen.where(0, 1)).hasSize(SightedHour.MOST);
        assertThat(cuts).isPositive();
    }

    /** The hour of the outbreak, in which the cap bites, takes nothing from what was known before. */
    @Test
    void whatHappensWithinTheHourChangesNothing() {
        Sightings seen = new Sightings(new HeapSightingStore());
        see(seen, at(1, 0, 0));
        see(seen, at(2, 0, 0));
        for (int endpoint = 0; endpoint < 1_000; endpoint++) {
            see(seen, at(endpoint, 1, 5));
        }

        assertThat(seen.before(1)).isEqualTo(new Rarity(2, true));
        assertThat(seen.before(2).endpoints()).isGreaterThan(500);
    }

    @Test
    void endsAfterSevenDays() {
        Sightings seen = new Sightings(new HeapSightingStore());
        see(seen, at(1, 0, 0));

        assertThat(seen.before(WINDOW)).isEqualTo(new Rarity(1, true));
        assertThat(seen.before(WINDOW + 1)).isEqualTo(new Rarity(0, true));
    }

    @Test
    void forgetsTheHoursThatNothingAsksForAnyMore() {
        HeapSightingStore store = new HeapSightingStore();
        Sightings seen = new Sightings(store);
        see(seen, at(1, 0, 0));
        see(seen, at(1, 1, 0));
        see(seen, at(1, 200, 0));

        seen.keep(200);
        assertThat(store.hours()).containsExactlyInAnyOrder(1L, 200L);

        seen.forget(Sighting.begin(200));
        assertThat(store.hours()).containsExactly(200L);

        seen.forget(Sighting.begin(201));
        assertThat(store.hours()).isEmpty();
    }

    @Test
    void isUnknownUntilEnoughDaysAndEndpointsWereSeen() {
        Memory memory = new Memory(3, 5);
        Sightings fleet = new Sightings(new HeapSightingStore());
        for (int endpoint = 0; endpoint < 5; endpoint++) {
            see(fleet, at(endpoint, 0, 0));
        }
        see(fleet, at(0, 24, 0));

        assertThat(memory.isGrown(fleet, 48)).as("on the third day").isFalse();
        see(fleet, at(0, 48, 0));
        assertThat(memory.isGrown(fleet, 48)).as("within its first hour").isFalse();
        assertThat(memory.isGrown(fleet, 49)).as("after it").isTrue();
        assertThat(new Memory(3, 6).isGrown(fleet, 49)).as("of six endpoints").isFalse();
    }

    private static List<Sighting> story(Random random, int endpoints) {
        List<Sighting> all = new ArrayList<>();
        int size = random.nextInt(4 * endpoints);
        for (int i = 0; i < size; i++) {
            all.add(at(random.nextInt(endpoints), 20L * random.nextInt(2 * WINDOW / 20), random.nextInt(60)));
        }
        return all;
    }

    /** Takes them in any order, some twice, and writes and reads each hour after each. */
    private static Sightings seen(List<Sighting> all, Random random) {
        List<Sighting> shuffled = new ArrayList<>(all);
        all.stream().filter(one -> random.nextInt(4) == 0).forEach(shuffled::add);
        Collections.shuffle(shuffled, random);
        HeapSightingStore store = new HeapSightingStore();
        Sightings seen = new Sightings(store);
        for (Sighting sighting : shuffled) {
            seen.see(sighting, sighting.time());
            SightedHour hour = store.hour(sighting.hour());
            if (hour != null) {
                store.put(sighting.hour(), restored(hour));
            }
        }
        return seen;
    }

    private static SightedHour restored(SightedHour hour) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            hour.write(new DataOutputStream(bytes));
            return SightedHour.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static News see(Sightings sightings, Sighting sighting) {
        return sightings.see(sighting, sighting.time());
    }

    private static Sighting at(int endpoint, long hour, int second) {
        return new Sighting("host-" + endpoint, Sighting.begin(hour) + second * 1_000_000L, "{p" + second + "}");
    }
}
