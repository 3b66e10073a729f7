package io.cordon.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.detect.Scenario;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.schemas.KeyPairFile;
import io.cordon.streaming.DeadLetters;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sigma's {@code generate} governs what is shown, never whether a rule that policy blocks on still acts. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
class SilencedRuleTest {
    private static final String RULES = """
            title: Encoded command
            id: encoded
            tags: [attack.t1059]
            logsource: {category: process_creation, product: windows}
            detection:
              sel: {CommandLine|contains: ' -enc '}
              condition: sel
            ---
            title: Many encoded commands
            id: many
            correlation: {type: event_count, rules: [encoded], group-by: [host.id], timespan: 1h, condition: {gte: 9}}
            """;

    private final Contracts contracts = new Contracts(RULES);
    private final List<EndpointEvent> events = Scenario.attack().events();

    @Test
    void itIsHeardWhereThePolicyMayBlockOnItAndNobodyIsShownIt() throws Exception {
        try (var harness = harness(null)) {
            harness.processBroadcastElement(contracts.policy(1, "{tag: attack.t1059, mode: block}"), 0);
            List<KeyedBytes> found = found(harness);

            assertThat(contracts.last(found)).isNotEmpty().allSatisfy(finding -> {
                assertThat(finding.getRuleId()).isEqualTo("encoded");
                assertThat(finding.getShown()).isFalse();
            });
            assertThat(clues(harness)).as("of no incident").isEmpty();
        }
    }

    @Test
    void itIsSilentUnderAnyOtherPolicy() throws Exception {
        for (String statements : List.of("", "{mode: audit}", "{rule: other, mode: block}")) {
            try (var harness = harness(null)) {
                harness.processBroadcastElement(contracts.policy(1, statements), 0);

                assertThat(found(harness)).as(statements).isEmpty();
            }
        }
    }

    @Test
    void onlyTheNewestPolicyOfSomebodyWhoMaySayItCounts() throws Exception {
        try (var harness = harness(null)) {
            harness.processBroadcastElement(contracts.policy(2, "{mode: audit}"), 0);
            harness.processBroadcastElement(contracts.policy(1, "{mode: block}"), 0);
            harness.processBroadcastElement(contracts.policy(3, "{mode: block}", KeyPairFile.generate()), 0);

            assertThat(found(harness)).isEmpty();
            assertThat(harness.getSideOutput(DeadLetters.TAG)).hasSize(1);
        }
    }

    @Test
    void itIsHeardAfterARestore() throws Exception {
        OperatorSubtaskState state;
        try (var harness = harness(null)) {
            harness.processBroadcastElement(contracts.policy(1, "{mode: block}"), 0);
            state = harness.snapshot(1, 1);
        }
        try (var harness = harness(state)) {
            assertThat(found(harness)).isNotEmpty();
        }
    }

    private List<KeyedBytes> found(
            KeyedBroadcastOperatorTestHarness<String, TopicRecord, TopicRecord, KeyedBytes> harness) throws Exception {
        for (EndpointEvent event : events) {
            harness.processElement(contracts.record(event), event.appendTime() / 1000);
        }
        return harness.extractOutputValues();
    }

    private static List<String> clues(
            KeyedBroadcastOperatorTestHarness<String, TopicRecord, TopicRecord, KeyedBytes> harness) {
        List<String> clues = new ArrayList<>();
        harness.getSideOutput(Tellings.tag())
                .forEach(told -> Tellings.decode(told.getValue().value(), new Tellings.Reads() {
                    @Override
                    public void clue(io.cordon.engine.incident.Clue clue, long append) {
                        clues.add(clue.toString());
                    }
                }));
        return clues;
    }

    private KeyedBroadcastOperatorTestHarness<String, TopicRecord, TopicRecord, KeyedBytes> harness(
            @Nullable OperatorSubtaskState state) throws Exception {
        DetectFunction function = new DetectFunction(contracts.options(), (book, options) -> {
            contracts.documents().forEach(book::take);
            book.take(contracts.manifest(1));
        });
        var harness = new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(function, List.of(DetectFunction.RULES)),
                TopicRecord::requiredKey,
                Types.STRING,
                1,
                1,
                0);
        harness.setup();
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }
}
