package io.cordon.streaming;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Topics as Flink sources of records with their positions, still encoded. */
public final class TopicSources {
    private TopicSources() {}

    /**
     * The source of some topics.
     *
     * @param topics with their prefix
     */
    public static KafkaSource<TopicRecord> of(
            JobOptions options, String group, List<String> topics, OffsetsInitializer start) {
        return KafkaSource.<TopicRecord>builder()
                .setProperties(options.kafka())
                .setProperty("isolation.level", "read_committed")
                .setProperty("client.id.prefix", group)
                .setProperty("commit.offsets.on.checkpoint", "true")
                .setGroupId(group)
                .setTopics(topics)
                .setStartingOffsets(start)
                .setDeserializer(new Positioned())
                .build();
    }

    /** Keeps key, value and where they lay. */
    private static final class Positioned implements KafkaRecordDeserializationSchema<TopicRecord> {
        private static final long serialVersionUID = 1;

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<TopicRecord> out) {
            byte[] value = record.value();
            out.collect(new TopicRecord(
                    record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8),
                    value == null ? new byte[0] : value,
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    TimeUnit.MILLISECONDS.toMicros(record.timestamp())));
        }

        @Override
        public TypeInformation<TopicRecord> getProducedType() {
            return TypeInformation.of(TopicRecord.class);
        }
    }
}
