package io.cordon.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.Place;
import io.cordon.engine.correlate.Share;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleParser;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A restart changes nothing in a correlation: with a restore after each element, after a change of parallelism, at the end. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
class CorrelateFunctionTest {
    private static final int MAX_PARALLELISM = 128;
    private static final long EPOCH = 1_714_550_400_000_000L;
    private static final String RULES = """
            title: Failed logon
            id: failed
            logsource: {product: windows, service: security}
            detection: {sel: {EventID: 4625}, condition: sel}
            ---
            title: Brute force
            id: brute
            correlation: {type: event_count, rules: [failed], group-by: [User], timespan: 10s, condition: {gte: 3}}
            """;

    private final Contracts contracts = new Contracts(RULES);
    private final List<Contribution> contributions = contributions();

    @Test
    void aRestoreAfterEachElementChangesNoFinding() throws Exception {
        List<KeyedBytes> out = new ArrayList<>();
        OperatorSubtaskState state = null;
        for (Contribution contribution : contributions) {
            try (var harness = harness(1, 0, state)) {
                harness.processElement(Contributions.encode(contribution), 0);
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
    void aChangeOfParallelismChangesNoFinding() throws Exception {
        List<KeyedBytes> out = new ArrayList<>();
        OperatorSubtaskState whole;
        int half = contributions.size() / 2;
        try (var harness = harness(1, 0, null)) {
            for (Contribution contribution : contributions.subList(0, half)) {
                harness.processElement(Contributions.encode(contribution), 0);
            }
            whole = harness.snapshot(1, 1);
            out.addAll(harness.extractOutputValues());
        }
        for (int task = 0; task < 2; task++) {
            OperatorSubtaskState part =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(whole, MAX_PARALLELISM, 1, 2, task);
            try (var harness = harness(2, task, part)) {
                for (Contribution contribution : contributions.subList(half, contributions.size())) {
                    KeyedBytes record = Contributions.encode(contribution);
                    if (Contracts.taskOf(record.key(), MAX_PARALLELISM, 2) == task) {
                        harness.processElement(record, 0);
                    }
                }
                out.addAll(ended(harness));
            }
        }

        assertThat(contracts.lastVersions(out)).isEqualTo(undisturbed());
    }

    @Test
    void aContributionWaitsForTheRulesThatItWasMadeBy() throws Exception {
        try (var harness = harness(1, 0, null, (book, options) -> {})) {
            harness.setProcessingTime(0);
            for (Contribution contribution : contributions) {
                harness.processElement(Contributions.encode(contribution), 0);
            }
            assertThat(harness.extractOutputValues()).isEmpty();

            for (TopicRecord document : contracts.documents()) {
                harness.processBroadcastElement(document, 0);
            }
            harness.processBroadcastElement(contracts.manifest(1), 0);
            harness.setProcessingTime(2000);

            assertThat(contracts.lastCounts(ended(harness))).hasSize(2);
        }
    }

    private List<String> undisturbed() throws Exception {
        try (var harness = harness(1, 0, null)) {
            for (Contribution contribution : contributions) {
                harness.processElement(Contributions.encode(contribution), 0);
            }
            List<KeyedBytes> said = ended(harness);
            assertThat(contracts.lastCounts(said)).hasSize(2);
            return contracts.lastVersions(said);
        }
    }

    /** What a task has said once all is silent; then nothing is left of it. */
    private static List<KeyedBytes> ended(
            KeyedBroadcastOperatorTestHarness<String, KeyedBytes, TopicRecord, KeyedBytes> harness) throws Exception {
        harness.watermark(EPOCH / 1000 + Duration.ofDays(1).toMillis());
        assertThat(harness.numEventTimeTimers()).isZero();
        return harness.extractOutputValues();
    }

    /** Failures of two users at once and of one too seldom, in an order that is not theirs. */
    private static List<Contribution> contributions() {
        String version = RuleParser.parse("scenario.yml", RULES, Rule.Mode.BLOCK).rules().stream()
                .map(sourced -> sourced.rule())
                .filter(rule -> rule.id().equals("brute"))
                .findFirst()
                .orElseThrow()
                .hash();
        List<Contribution> contributions = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            for (String user : List.of("ada", "bob")) {
                contributions.add(contribution(version, user, i * 3));
            }
            contributions.add(contribution(version, "seldom", i * 30));
        }
        Collections.shuffle(contributions, new Random(7));
        return contributions;
    }

    private static Contribution contribution(String version, String user, int second) {
        long time = EPOCH + second * 1_000_000L;
        Evidence evidence = new Evidence(user + second, List.of("log:" + second), "ws1", null, 1, time, time);
        Place place = new Place("default", "brute", 1, version, List.of(user));
        return new Contribution(
                new Hit(evidence, true, new Share(place, 0, null, null, "nobody is meant", List.of())), false);
    }

    private KeyedBroadcastOperatorTestHarness<String, KeyedBytes, TopicRecord, KeyedBytes> harness(
            int parallelism, int task, @Nullable OperatorSubtaskState state) throws Exception {
        return harness(parallelism, task, state, (book, options) -> {
            Contracts inTopics = new Contracts(RULES);
            inTopics.documents().forEach(book::take);
            book.take(inTopics.manifest(1));
        });
    }

    private KeyedBroadcastOperatorTestHarness<String, KeyedBytes, TopicRecord, KeyedBytes> harness(
            int parallelism, int task, @Nullable OperatorSubtaskState state, InitialRules initialRules)
            throws Exception {
        KeyedBroadcastOperatorTestHarness<String, KeyedBytes, TopicRecord, KeyedBytes> harness =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new CorrelateFunction(contracts.options(), initialRules),
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
