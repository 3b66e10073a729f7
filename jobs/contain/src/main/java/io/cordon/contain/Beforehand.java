package io.cordon.contain;

import io.cordon.schemas.Decoded;
import io.cordon.schemas.Purpose;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.streaming.JobOptions;
import io.cordon.wire.Command;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a task that begins anew reads before it decides anything, each to the topic's present end. */
interface Beforehand extends Serializable {
    /**
     * An envelope as it lies in its topic.
     *
     * @param atMillis when it was appended, in ms since 1970
     */
    record Appended(Command envelope, long atMillis) {}

    /** The commands that were appended from a time on, in ms since 1970. */
    List<Appended> commands(long fromMillis);

    /** What people say: policies, approvals, the kill switch; and what detect says of indicators. */
    List<Appended> control();

    /** The topics that contain reads that from; of indicators only where somebody's word on them counts. */
    static List<String> controlTopics(ContainOptions options) {
        Stream<String> indicators =
                options.keyring().trustsAny(Purpose.INDICATOR) ? Stream.of(Topics.INDICATORS) : Stream.empty();
        return Stream.concat(Stream.of(Topics.POLICIES, Topics.APPROVALS, Topics.KILL_SWITCH), indicators)
                .map(options::topic)
                .toList();
    }

    /** Of the topics themselves. */
    static Beforehand ofTopics(ContainOptions options) {
        return new Beforehand() {
            private static final long serialVersionUID = 1;

            @Override
            public List<Appended> commands(long fromMillis) {
                return read(options, List.of(options.topic(Topics.COMMANDS)), fromMillis);
            }

            @Override
            public List<Appended> control() {
                return read(options, controlTopics(options), 0);
            }
        };
    }

    private static List<Appended> read(JobOptions options, List<String> topics, long fromMillis) {
        SchemaCoder<Command> coder =
                new SchemaCoder<>(SchemaRegistry.of(options.registry()), topics.get(0), Command.class, () -> {});
        Properties properties = options.kafka();
        properties.put("isolation.level", "read_committed");
        List<Appended> out = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> from = new HashMap<>();
            topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .forEach(info -> from.put(new TopicPartition(info.topic(), info.partition()), fromMillis));
            consumer.assign(from.keySet());
            Map<TopicPartition, Long> ends = consumer.endOffsets(from.keySet());
            Map<TopicPartition, OffsetAndTimestamp> begin = consumer.offsetsForTimes(from);
            ends.forEach((partition, end) -> {
                OffsetAndTimestamp first = begin.get(partition);
                consumer.seek(partition, first == null ? end : first.offset());
            });
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (coder.decode(record.value()) instanceof Decoded.Value<Command> envelope) {
                        out.add(new Appended(envelope.value(), record.timestamp()));
                    }
                }
            }
        }
        out.sort(Comparator.comparing(Appended::atMillis));
        return out;
    }
}
