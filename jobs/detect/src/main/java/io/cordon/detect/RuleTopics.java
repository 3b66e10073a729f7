package io.cordon.detect;

import io.cordon.streaming.TopicRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the rules topics to their present end: before that, a task that begins anew judges nothing. */
final class RuleTopics {
    private static final Duration POLL = Duration.ofMillis(200);

    private RuleTopics() {}

    static void readTo(RuleBook book, DetectOptions options) {
        Properties properties = options.kafka();
        properties.setProperty("isolation.level", "read_committed");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = options.rulesTopics().stream()
                    .flatMap(topic -> consumer.partitionsFor(options.topic(topic)).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    if (record.value() != null) {
                        book.take(new TopicRecord(
                                record.key(),
                                record.value(),
                                record.topic(),
                                record.partition(),
                                record.offset(),
                                TimeUnit.MILLISECONDS.toMicros(record.timestamp())));
                    }
                }
            }
        }
    }
}
