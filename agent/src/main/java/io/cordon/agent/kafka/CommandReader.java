package io.cordon.agent.kafka;

import io.cordon.agent.Identity;
import io.cordon.agent.Incoming;
import io.cordon.schemas.Purpose;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.Topics;
import io.cordon.wire.Command;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is meant for one endpoint: of its commands and desired states the partition that its key falls into, of the kill switch
 * all.
 *
 * <p>Commands are read from where the last run answered everything, or from a while ago; what is older has expired. Documents are
 * read from their beginning, which is short. There is no consumer group: an agent alone knows how far it is.
 */
final class CommandReader implements AutoCloseable {
    private static final Map<String, Purpose> TOPICS = Map.of(
            Topics.COMMANDS, Purpose.COMMAND,
            Topics.DESIRED_STATE, Purpose.DESIRED_STATE,
            Topics.KILL_SWITCH, Purpose.KILL_SWITCH);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Purpose> purposes = new LinkedHashMap<>();
    private final Map<Purpose, SchemaCoder<Command>> coders = new HashMap<>();

    /**
     * A reader for one endpoint.
     *
     * @param known the offset to go on from, by partition
     * @param since from when on to read a partition that is not known, in ms since 1970
     */
    CommandReader(Cluster cluster, Identity identity, Function<String, Optional<Long>> known, long since) {
        consumer = new KafkaConsumer<>(
                cluster.with(Map.of("auto.offset.reset", "earliest", "enable.auto.commit", "false")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        byte[] key = identity.key().getBytes(StandardCharsets.UTF_8);
        TOPICS.forEach((name, purpose) -> {
            String topic = cluster.topic(name);
            coders.put(purpose, new SchemaCoder<>(cluster.registry(), topic, Command.class, () -> {}));
            List<PartitionInfo> partitions = consumer.partitionsFor(topic);
            for (PartitionInfo partition : partitions) {
                if (purpose == Purpose.KILL_SWITCH || partition.partition() == partitionOf(key, partitions.size())) {
                    purposes.put(new TopicPartition(topic, partition.partition()), purpose);
                }
            }
        });
        consumer.assign(purposes.keySet());
        purposes.forEach((partition, purpose) -> begin(partition, purpose, known, since));
    }

    /** Where Kafka's clients put a key. */
    static int partitionOf(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    private void begin(TopicPartition partition, Purpose purpose, Function<String, Optional<Long>> known, long since) {
        if (purpose != Purpose.COMMAND) {
            consumer.seekToBeginning(List.of(partition));
            return;
        }
        Optional<Long> offset = known.apply(partition.toString());
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        if (offset.isPresent() && offset.get() <= end) { // beyond the end: the topic is another one by now
            consumer.seek(partition, offset.get());
            return;
        }
        OffsetAndTimestamp then =
                consumer.offsetsForTimes(Map.of(partition, since)).get(partition);
        consumer.seek(partition, then == null ? end : then.offset());
    }

    /**
     * What came, and how far it goes.
     *
     * @param next the offset after the last record, by partition of commands
     */
    record Read(List<Incoming> records, Map<String, Long> next) {
        Read {
            records = List.copyOf(records);
            next = Map.copyOf(next);
        }
    }

    /** All that is there by now: what was called off meanwhile has to be known before anything is done. */
    Read backlog() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(purposes.keySet());
        List<Incoming> records = new ArrayList<>();
        Map<String, Long> next = new HashMap<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            Read more = poll(Duration.ofSeconds(1));
            records.addAll(more.records());
            next.putAll(more.next());
        }
        return new Read(records, next);
    }

    Read poll(Duration wait) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(wait);
        List<Incoming> records = new ArrayList<>();
        Map<String, Long> next = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            Purpose purpose = purposes.get(partition);
            if (purpose == null) {
                continue;
            }
            if (purpose == Purpose.COMMAND) {
                next.put(partition.toString(), record.offset() + 1);
            }
            SchemaCoder<Command> coder = coders.get(purpose);
            byte @Nullable [] value = record.value();
            if (value != null && coder != null) { // a tombstone changes nothing
                records.add(new Incoming(purpose, text(record.key()), coder.decode(value)));
            }
        }
        return new Read(records, next);
    }

    private static String text(byte @Nullable [] key) {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    /** Ends a poll that another thread waits in. */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
