package io.cordon.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema.KafkaSinkContext;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class TopicSinksTest {
    private static final KafkaSinkContext ONE_TASK = new KafkaSinkContext() {
        @Override
        public int getParallelInstanceId() {
            return 0;
        }

        @Override
        public int getNumberOfParallelInstances() {
            return 1;
        }

        @Override
        public int[] getPartitionsForTopic(String topic) {
            return new int[] {0};
        }
    };

    @Test
    void aRecordsKeyIsPlainUtf8AndItsPlaceIsKafkasToChoose() {
        ProducerRecord<byte[], byte[]> written = Objects.requireNonNull(
                TopicSinks.serializer("findings").serialize(new KeyedBytes("b\u00fc", new byte[] {7}), ONE_TASK, 42L));

        assertThat(written.key()).containsExactly('b', 0xc3, 0xbc);
        assertThat(written.value()).containsExactly(7);
        assertThat(written.topic()).isEqualTo("findings");
        assertThat(written.partition()).isNull();
    }
}
