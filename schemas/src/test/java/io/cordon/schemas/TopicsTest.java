package io.cordon.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicsTest {
    @Test
    void everyTopicStampsRecordsWhenItAppendsThem() {
        assertThat(Topics.shipped())
                .allSatisfy(
                        topic -> assertThat(topic.config()).containsEntry("message.timestamp.type", "LogAppendTime"));
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
                .hasSize(9)
                .allSatisfy(topic -> assertThat(topic.schema().isPresent())
                        .isEqualTo(!topic.name().equals(Topics.TELEMETRY)));
    }
}
