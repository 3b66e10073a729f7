package io.cordon.endtoend;

import io.cordon.cli.ClusterOptions;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.SchemaCoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The records of one topic, in their order by key. */
final class TopicLog<T extends SpecificRecord> implements AutoCloseable {
    private final ClusterOptions cluster;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final SchemaCoder<T> coder;
    private final List<T> records = new ArrayList<>();
    /** The next record of each partition that had any: behind the last one may lie what ends its transaction. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    TopicLog(ClusterOptions cluster, String topic, Class<T> type) {
        this.cluster = cluster;
        coder = new SchemaCoder<>(cluster.schemaRegistry(), cluster.topic(topic), type, () -> {});
        consumer = cluster.consumer();
        partitions = consumer.partitionsFor(cluster.topic(topic)).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All of them, to the present end. */
    List<T> readOn() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                if (!(coder.decode(record.value()) instanceof Decoded.Value<T> decoded)) {
                    throw new AssertionError(record.topic() + " holds what cannot be read, by key " + record.key());
                }
                records.add(decoded.value());
                next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
        }
        return List.copyOf(records);
    }

    /** Whether a checkpoint of the job that reads it as a group rests on all that was read here. */
    boolean isKept(String group) throws Exception {
        try (Admin admin = Admin.create(cluster.kafkaProperties())) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return next.entrySet().stream().allMatch(position -> {
                OffsetAndMetadata offset = committed.get(position.getKey());
                return offset != null && offset.offset() >= position.getValue();
            });
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
