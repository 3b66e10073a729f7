package io.cordon.cli;

import io.cordon.schemas.Decoded;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Reads Cordon's topics as they are now. */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long FOREVER = Long.MAX_VALUE;

    private final ClusterOptions cluster;
    private final SchemaRegistry registry;
    private final KafkaConsumer<String, byte[]> consumer;

    /** Receives records that can be read. */
    interface Each<T> {
        /**
         * A record's value.
         *
         * @param append when it was appended, in ms since 1970
         */
        void take(T value, long append);
    }

    TopicReader(ClusterOptions cluster) {
        this.cluster = cluster;
        this.registry = cluster.schemaRegistry();
        this.consumer = cluster.consumer();
    }

    /** Reads a topic from its beginning to its present end. */
    <T extends SpecificRecord> void read(String name, Class<T> type, Predicate<String> keys, Each<T> each) {
        read(name, type, keys, 0, FOREVER, each);
    }

    /**
     * Reads what was appended in a span of time.
     *
     * @param name the topic's, without prefix
     * @param keys which records are wanted
     * @param from in ms since 1970, included
     * @param to in ms since 1970, included
     */
    <T extends SpecificRecord> void read(
            String name, Class<T> type, Predicate<String> keys, long from, long to, Each<T> each) {
        SchemaCoder<T> coder = new SchemaCoder<>(registry, cluster.topic(name), type, () -> {});
        List<TopicPartition> partitions = consumer.partitionsFor(cluster.topic(name)).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        if (to != FOREVER) {
            offsets(partitions, to + 1).forEach((partition, offset) -> ends.merge(partition, offset, Math::min));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        offsets(partitions, from).forEach(consumer::seek);
        while (isBefore(ends)) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.getOrDefault(partition, 0L)
                        && record.value() != null
                        && keys.test(record.key())
                        && coder.decode(record.value()) instanceof Decoded.Value<T> decoded) {
                    each.take(decoded.value(), record.timestamp());
                }
            }
        }
    }

    private boolean isBefore(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    /** Where the first record lies that was appended at a time or later, in the partitions that have one. */
    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, long time) {
        Map<TopicPartition, Long> times = partitions.stream().collect(Collectors.toMap(one -> one, one -> time));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
                consumer.offsetsForTimes(times).entrySet()) {
            if (found.getValue() != null) {
                offsets.put(found.getKey(), found.getValue().offset());
            }
        }
        return offsets;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
