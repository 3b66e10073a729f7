package io.cordon.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.prevalence.Shown;
import io.cordon.engine.rarity.Asks;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A restart changes nothing in what the fleet's memory says: with a restore after each element, after a change of parallelism, at the end. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
class RarityFunctionTest {
    private static final int MAX_PARALLELISM = 128;
    private static final long FIRST_HOUR = 480_000;

    private final Contracts contracts = new Contracts(Asks.TEXT);
    private final List<KeyedBytes> records = records();

    @Test
    void findsWhatIsRareOnceTheMemoryHasGrown() throws Exception {
        assertThat(undisturbed()).hasSize(1).first().asString().contains("rare");
    }

    @Test
    void aRestoreAfterEachElementChangesNoFinding() throws Exception {
        List<KeyedBytes> out = new ArrayList<>();
        OperatorSubtaskState state = null;
        for (KeyedBytes record : records) {
            try (var harness = harness(1, 0, state)) {
                take(record, harness);
                state = harness.snapshot(1, 1);
                out.addAll(harness.extractOutputValues());
            }
        }
        try (var harness = harness(1, 0, state)) {
            out.addAll(ended(harness));
        }

        assertThat(contracts.lastVersions(out)).isEqualTo(undisturbed());
    }

    @Test
    void aProcessIsRatedOnceWhateverRestoresThereAre() throws Exception {
        List<String> rated = new ArrayList<>();
        OperatorSubtaskState state = null;
        for (KeyedBytes record : records) {
            try (var harness = harness(1, 0, state)) {
                take(record, harness);
                state = harness.snapshot(1, 1);
                rated.addAll(ratings(harness));
            }
        }
        try (var harness = harness(1, 0, state)) {
            ended(harness);
            rated.addAll(ratings(harness));
        }

        assertThat(rated).containsExactly("p1 on h1: 0.57"); // of four endpoints one showed it
    }

    /** Each look lists all that is asked, so what becomes due within a second is looked at once. */
    @Test
    void whatIsDueWithinASecondIsLookedAtOnce() throws Exception {
        try (var harness = harness(1, 0, null)) {
            for (int i = 1; i <= 5; i++) {
                long time = Asks.time(FIRST_HOUR, 3_000) + i * 1_000L;
                harness.processElement(Recollections.encode(Asks.ask("e" + i, "common", time, false)), 0);
            }

            assertThat(harness.numEventTimeTimers()).isOne();
        }
    }

    private static List<String> ratings(
            KeyedBroadcastOperatorTestHarness<String, KeyedBytes, TopicRecord, KeyedBytes> task) {
        List<String> ratings = new ArrayList<>();
        Queue<StreamRecord<KeyedBytes>> told = task.getSideOutput(Tellings.tag());
        while (told != null && !told.isEmpty()) {
            Tellings.decode(told.remove().getValue().value(), new Tellings.Reads() {
                @Override
                public void rated(String endpoint, String entity, double rarity) {
                    ratings.add(String.format(Locale.ROOT, "%s on %s: %.2f", entity, endpoint, rarity));
                }
            });
        }
        return ratings;
    }

    @Test
    void aChangeOfParallelismChangesNoFinding() throws Exception {
        OperatorSubtaskState whole;
        int half = records.size() / 2;
        try (var harness = harness(1, 0, null)) {
            for (KeyedBytes record : records.subList(0, half)) {
                take(record, harness);
            }
            whole = harness.snapshot(1, 1);
        }
        List<KeyedBytes> out = new ArrayList<>();
        try (var first = harness(2, 0, part(whole, 0));
                var second = harness(2, 1, part(whole, 1))) {
            for (KeyedBytes record : records.subList(half, records.size())) {
                take(record, first, second);
            }
            out.addAll(ended(first, second));
        }

        assertThat(contracts.lastVersions(out)).isEqualTo(undisturbed());
    }

    private List<String> undisturbed() throws Exception {
        try (var harness = harness(1, 0, null)) {
            for (KeyedBytes record : records) {
                take(record, harness);
            }
            return contracts.lastVersions(ended(harness));
        }
    }

    private static OperatorSubtaskState part(OperatorSubtaskState whole, int task) {
        return AbstractStreamOperatorTestHarness.repartitionOperatorState(whole, MAX_PARALLELISM, 1, 2, task);
    }

    /** Hands a record to its task, and what that hands on about the fleet to the fleet's. */
    @SafeVarargs
    private static void take(
            KeyedBytes record, KeyedBroadcastOperatorTestHarness<String, KeyedBytes, TopicRecord, KeyedBytes>... tasks)
            throws Exception {
        tasks[Contracts.taskOf(record.key(), MAX_PARALLELISM, tasks.length)].processElement(record, 0);
        handOn(tasks);
    }

    @SafeVarargs
    private static void handOn(KeyedBroadcastOperatorTestHarness<String, KeyedBytes, TopicRecord, KeyedBytes>... tasks)
            throws Exception {
        for (var task : tasks) {
            Queue<StreamRecord<KeyedBytes>> ofFleet = task.getSideOutput(Recollections.fleet());
            while (ofFleet != null && !ofFleet.isEmpty()) {
                take(ofFleet.remove().getValue(), tasks);
            }
        }
    }

    /** What tasks have said once all is silent; then nothing is left of it. */
    @SafeVarargs
    private static List<KeyedBytes> ended(
            KeyedBroadcastOperatorTestHarness<String, KeyedBytes, TopicRecord, KeyedBytes>... tasks) throws Exception {
        List<KeyedBytes> said = new ArrayList<>();
        for (int hours : List.of(100, 101, 24 * 30)) {
            for (var task : tasks) {
                task.watermark(Asks.time(FIRST_HOUR, 0) / 1000
                        + Duration.ofHours(hours).toMillis());
            }
            handOn(tasks);
        }
        for (var task : tasks) {
            assertThat(task.numEventTimeTimers()).isZero();
            said.addAll(task.extractOutputValues());
        }
        return said;
    }

    /** Pairs that one and that four endpoints show, and matches that ask about both, in an order that is not theirs. */
    private static List<KeyedBytes> records() {
        List<KeyedBytes> records = new ArrayList<>();
        for (int endpoint = 0; endpoint < 4; endpoint++) {
            for (Shown shown : Asks.shown("h" + endpoint, "common", Asks.time(FIRST_HOUR + endpoint, endpoint))) {
                records.add(Recollections.encode(shown));
            }
        }
        Asks.shown("h0", "seldom", Asks.time(FIRST_HOUR, 7)).forEach(shown -> records.add(Recollections.encode(shown)));
        long later = FIRST_HOUR + 30;
        records.add(Recollections.encode(Asks.ask("e1", "common", Asks.time(later, 5), false)));
        records.add(Recollections.encode(Asks.ask("e2", "seldom", Asks.time(later, 6), false)));
        records.add(Recollections.encode(Asks.ask("e3", "seldom", Asks.time(FIRST_HOUR + 1, 6), false)));
        records.add(Recollections.encode(Asks.rating("p1", "seldom", Asks.time(later, 7))));
        Collections.shuffle(records, new Random(7));
        return records;
    }

    private KeyedBroadcastOperatorTestHarness<String, KeyedBytes, TopicRecord, KeyedBytes> harness(
            int parallelism, int task, @Nullable OperatorSubtaskState state) throws Exception {
        InitialRules rules = (book, options) -> {
            Contracts inTopics = new Contracts(Asks.TEXT);
            inTopics.documents().forEach(book::take);
            book.take(inTopics.manifest(1));
        };
        KeyedBroadcastOperatorTestHarness<String, KeyedBytes, TopicRecord, KeyedBytes> harness =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new RarityFunction(
                                        contracts.options("--memory-days", "1", "--memory-endpoints", "4"), rules),
                                List.of(DetectFunction.RULES)),
                        KeyedBytes::key,
                        Types.STRING,
                        MAX_PARALLELISM,
                        parallelism,
                        task);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        harness.setup();
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }
}
