package io.cordon.schemas;

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
                        Map.entry(Topics.ENDPOINT_EVENTS, "tenant/endpoint"),
                        Map.entry(Topics.RULES, "rule id@hash"),
                        Map.entry(Topics.RULE_SETS, "tenant"),
                        Map.entry(Topics.FINDINGS, "finding id"),
                        Map.entry(Topics.VERDICTS, "finding id"),
                        Map.entry(Topics.COMMANDS, "tenant/endpoint"),
                        Map.entry(Topics.DESIRED_STATE, "tenant/endpoint"),
                        Map.entry(Topics.KILL_SWITCH, "tenant"),
                        Map.entry(Topics.POLICIES, "tenant"),
                        Map.entry(Topics.APPROVALS, "tenant"),
                        Map.entry(Topics.HELD, "tenant"),
                        Map.entry(Topics.RESPONSES, "tenant/endpoint"),
                        Map.entry(Topics.DEAD_LETTERS, "topic/partition/offset")));
    }

    @Test
    void aCompactedTopicHasAKey() {
        assertThat(Topics.shipped())
                .filteredOn(topic -> topic.config().containsValue("compact"))
                .hasSize(5)
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
                .hasSize(14)
                .allSatisfy(topic -> assertThat(topic.schema().isPresent())
                        .isEqualTo(!topic.name().equals(Topics.TELEMETRY)));
    }
}
