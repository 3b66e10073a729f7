package io.cordon.schemas;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicsTest {
    @Test
    void everyTopicStampsRecordsWhenItAppendsThem() {
        assertThat(Topics.shipped())
                .allSatisfy(
                        topic -> assertThat(topic.config()).containsEntry("message.timestamp.type", "LogAppendTime"));
    }

    @Test
    void aTopicsKeySaysWhatItsRecordsAreOrderedBy() {
        Map<String, String> keys = Topics.shipped().stream()
                .filter(topic -> topic.key().isPresent())
                .collect(Collectors.toMap(
                        Topics.Topic::name, topic -> topic.key().orElseThrow()));

        assertThat(keys)
                .isEqualTo(Map.ofEntries(
                        entry(Topics.ENDPOINT_EVENTS, "tenant/endpoint"),
                        entry(Topics.RULES, "rule id@hash"),
                        entry(Topics.RULE_SETS, "tenant"),
                        entry(Topics.FINDINGS, "finding id"),
                        entry(Topics.EDGES, "edge id"),
                        entry(Topics.GRAFTS, "tenant/endpoint"),
                        entry(Topics.INCIDENTS, "incident id"),
                        entry(Topics.INDICATORS, "tenant/indicator"),
                        entry(Topics.VERDICTS, "finding id"),
                        entry(Topics.COMMANDS, "tenant/endpoint"),
                        entry(Topics.DESIRED_STATE, "tenant/endpoint"),
                        entry(Topics.KILL_SWITCH, "tenant"),
                        entry(Topics.POLICIES, "tenant"),
                        entry(Topics.APPROVALS, "tenant"),
                        entry(Topics.HELD, "tenant"),
                        entry(Topics.RESPONSES, "tenant/endpoint"),
                        entry(Topics.DEAD_LETTERS, "topic/partition/offset")));
    }

    @Test
    void aCompactedTopicHasAKey() {
        assertThat(Topics.shipped())
                .filteredOn(topic ->
                        topic.config().getOrDefault("cleanup.policy", "").contains("compact"))
                .hasSize(7)
                .allSatisfy(topic -> assertThat(topic.key()).isPresent());
    }

    @Test
    void everyTopicSaysItsSizeAndReplication() {
        assertThat(Topics.shipped()).allSatisfy(topic -> {
            assertThat(topic.partitions()).isPositive();
            assertThat(topic.replication()).isEqualTo((short) 3);
            assertThat(topic.config()).containsKeys("max.message.bytes", "cleanup.policy");
        });
    }

    @Test
    void everyTopicButTelemetryHasAContract() {
        assertThat(Topics.shipped())
                .hasSize(18)
                .allSatisfy(topic -> assertThat(topic.schema().isPresent())
                        .isEqualTo(!topic.name().equals(Topics.TELEMETRY)));
    }
}
