package io.cordon.streaming;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a job without a checkpoint begins to read a topic.
 *
 * <p>It never lets the consumer reset by itself: an offset that fell out of the retention stops the job.
 */
public final class Start implements OffsetsInitializer {
    private static final long serialVersionUID = 1;

    private final Where where;
    private final long millis;

    private enum Where {
        EARLIEST,
        LATEST,
        COMMITTED,
        TIME
    }

    private Start(Where where, long millis) {
        this.where = where;
        this.millis = millis;
    }

    public static Start earliest() {
        return new Start(Where.EARLIEST, 0);
    }

    /** Reads {@code earliest}, {@code latest}, {@code committed} (where nothing is: earliest) or an ISO time. */
    public static Start parse(String text) {
        return switch (text) {
            case "earliest" -> earliest();
            case "latest" -> new Start(Where.LATEST, 0);
            case "committed" -> new Start(Where.COMMITTED, 0);
            default -> at(text);
        };
    }

    private static Start at(String text) {
        try {
            return new Start(Where.TIME, Instant.parse(text).toEpochMilli());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "expected earliest, latest, committed or a time such as 2026-11-23T08:00:00Z, found '" + text + "'",
                    e);
        }
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever topic) {
        return switch (where) {
            case EARLIEST -> topic.beginningOffsets(partitions);
            case LATEST -> topic.endOffsets(partitions);
            case COMMITTED -> withMissing(topic.committedOffsets(partitions), partitions, topic::beginningOffsets);
            case TIME -> withMissing(atTime(partitions, topic), partitions, topic::endOffsets);
        };
    }

    private Map<TopicPartition, Long> atTime(Collection<TopicPartition> partitions, PartitionOffsetsRetriever topic) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, millis));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        topic.offsetsForTimes(times).forEach((partition, found) -> {
            if (found != null) {
                offsets.put(partition, found.offset());
            }
        });
        return offsets;
    }

    private static Map<TopicPartition, Long> withMissing(
            Map<TopicPartition, Long> found, Collection<TopicPartition> partitions, Offsets otherwise) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, offset) -> {
            if (offset != null) {
                offsets.put(partition, offset);
            }
        });
        Set<TopicPartition> missing = new HashSet<>(partitions);
        missing.removeAll(offsets.keySet());
        if (!missing.isEmpty()) {
            offsets.putAll(otherwise.of(missing));
        }
        return offsets;
    }

    @Override
    @SuppressWarnings("deprecation") // the connector's interface still names it
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }

    private interface Offsets {
        Map<TopicPartition, Long> of(Collection<TopicPartition> partitions);
    }
}
