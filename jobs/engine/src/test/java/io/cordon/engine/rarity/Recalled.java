package io.cordon.engine.rarity;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Finding.State;
import io.cordon.engine.prevalence.Artefact;
import io.cordon.engine.prevalence.Memory;
import io.cordon.engine.prevalence.Shown;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The memory as a stream's tasks run it: with timers by append time, and all that is open written and read after each step. */
final class Recalled implements RaritySink {
    static final long LATENESS = TimeUnit.MINUTES.toMicros(10);

    private final RarityJudge judge;
    private final Map<String, HeapRarityStore> stores = new HashMap<>();
    private final TreeMap<Long, TreeSet<String>> timers = new TreeMap<>();
    private final Queue<Contribution> handedOn = new ArrayDeque<>();
    private final Map<String, Finding> last = new TreeMap<>();
    private final Map<String, Double> rated = new TreeMap<>();
    private long append = Long.MIN_VALUE;

    Recalled(Memory memory) {
        judge = new RarityJudge(memory, LATENESS, 3 * LATENESS);
    }

    /**
     * Something that comes.
     *
     * @param append when Kafka appended it, in µs
     */
    record Arrival(
            long append, @Nullable Shown shown, @Nullable Contribution asked) {
        static Arrival of(Shown shown, Random random) {
            long append = shown.append() + random.nextInt((int) LATENESS);
            return new Arrival(append, new Shown(shown.artefact(), shown.sighting(), append), null);
        }

        static Arrival of(Contribution asked, Random random) {
            return new Arrival(asked.hit().time() + random.nextInt((int) LATENESS), null, asked);
        }
    }

    void arrives(Arrival arrival) {
        passes(arrival.append - 1);
        if (arrival.shown != null) {
            String key = arrival.shown.artefact().key();
            lookAgain(key, judge.see(arrival.shown, store(key), this));
        }
        if (arrival.asked != null) {
            handedOn.add(arrival.asked);
        }
        handOn();
    }

    /** Lets append time pass until nothing is left to wait for; then nothing is kept. */
    void ends() {
        while (!timers.isEmpty()) {
            passes(timers.firstKey());
        }
        stores.values().forEach(store -> {
            assertThat(store.asks()).isEmpty();
            assertThat(store.hours()).isEmpty();
        });
    }

    /** The events of findings that stand. */
    List<String> standing() {
        return last.values().stream()
                .filter(finding -> finding.state() != State.RETRACTED)
                .map(finding -> finding.evidence().get(0).event())
                .sorted()
                .toList();
    }

    /** What was said of processes. */
    Map<String, Double> rated() {
        return rated;
    }

    private void passes(long now) {
        while (!timers.isEmpty() && timers.firstKey() <= now) {
            append = timers.firstKey();
            for (String key : Objects.requireNonNull(timers.pollFirstEntry()).getValue()) {
                lookAgain(key, judge.passed(Artefact.ofKey(key), append, Asks.RULES, store(key), this));
            }
            handOn();
        }
        append = Math.max(append, now);
    }

    private void handOn() {
        for (Contribution one = handedOn.poll(); one != null; one = handedOn.poll()) {
            String key = one.place().key().get(0);
            lookAgain(key, judge.take(one, append, Asks.RULES, store(key), this));
        }
        stores.values().forEach(store -> store.asks().forEach(name -> store.put(name, restored(store, name))));
    }

    private void lookAgain(String key, long moment) {
        if (moment != Long.MAX_VALUE) {
            timers.computeIfAbsent(moment, any -> new TreeSet<>()).add(key);
        }
    }

    private HeapRarityStore store(String key) {
        return stores.computeIfAbsent(key, any -> new HeapRarityStore());
    }

    private static OpenAsk restored(RarityStore store, String name) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Objects.requireNonNull(store.ask(name)).write(new DataOutputStream(bytes));
            return OpenAsk.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void finding(Finding finding) {
        Finding before = last.put(finding.id(), finding);
        assertThat(finding.version()).isEqualTo(before == null ? 1 : before.version() + 1);
    }

    @Override
    public void contribution(Contribution contribution) {
        handedOn.add(contribution);
    }

    @Override
    public void rated(String tenant, String endpoint, String entity, double rarity) {
        assertThat(rated.put(entity, rarity)).as("it is said twice").isNull();
    }

    @Override
    public void cut() {
        throw new AssertionError("there are few endpoints");
    }
}
