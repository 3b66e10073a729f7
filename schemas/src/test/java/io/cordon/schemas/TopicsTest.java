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
                .isEqualTo(Map.of(
                        Topics.ENDPOINT_EVENTS, "tenant/endpoint",
                        Topics.RULES, "rule id@hash",
                        Topics.RULE_SETS, "tenant",
                        Topics.FINDINGS, "finding id",
                        Topics.VERDICTS, "finding id",
                        Topics.COMMANDS, "tenant/endpoint",
                        Topics.DESIRED_STATE, "tenant/endpoint",
                        Topics.KILL_SWITCH, "tenant",
                        Topics.RESPONSES, "tenant/endpoint",
                        Topics.DEAD_LETTERS, "topic/partition/offset"));
    }

    @Test
    void aCompactedTopicHasAKey() {
        assertThat(Topics.shipped())
                .filteredOn(topic -> topic.config().containsValue("compact"))
                .hasSize(4)
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
                .hasSize(11)
                .allSatisfy(topic -> assertThat(topic.schema().isPresent())
                        .isEqualTo(!topic.name().equals(Topics.TELEMETRY)));
    }
}
