package io.cordon.streaming;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Topics as Flink sinks.
 *
 * <p>State is exactly-once; what is written is at-least-once under ids that repeat, so that nothing waits for a checkpoint; but for what a
 * repeat may say otherwise, or not at all.
 */
public final class TopicSinks {
    private TopicSinks() {}

    /**
     * The sink of a topic.
     *
     * @param topic with its prefix
     */
    public static KafkaSink<KeyedBytes> of(JobOptions options, String topic) {
        return KafkaSink.<KeyedBytes>builder()
                .setKafkaProducerConfig(options.kafka())
                .setProperty("acks", "all")
                .setProperty("linger.ms", "5")
                .setProperty("compression.type", "lz4")
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(serializer(topic))
                .build();
    }

    /**
     * The sink of a topic where what an attempt wrote and a restore takes back must never be read: its own job reads it, or a
     * repeat that hears or judges in another order would leave it standing.
     *
     * @param topic with its prefix
     * @param writer what begins its transactions' ids, with the prefix
     */
    public static KafkaSink<KeyedBytes> exactlyOnce(JobOptions options, String topic, String writer) {
        return KafkaSink.<KeyedBytes>builder()
                .setKafkaProducerConfig(options.kafka())
                .setProperty("acks", "all")
                .setProperty("compression.type", "lz4")
                // The most that brokers allow by themselves; the producer's own hour would be refused.
                .setProperty("transaction.timeout.ms", "900000")
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(writer)
                .setRecordSerializer(serializer(topic))
                .build();
    }

    /** Keys as the topics file has them: plain UTF-8. */
    static KafkaRecordSerializationSchema<KeyedBytes> serializer(String topic) {
        return (record, context, timestamp) ->
                new ProducerRecord<>(topic, record.key().getBytes(StandardCharsets.UTF_8), record.value());
    }
}
