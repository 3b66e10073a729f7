package io.cordon.streaming;

import org.jspecify.annotations.Nullable;

/**
 * A record as it lies in a topic; travels between tasks encoded and is decoded behind the shuffle.
 *
 * @param key the record's key, or null where the writer set none
 * @param appendTime when Kafka appended it, in µs since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are handed on as they are and never compared
public record TopicRecord(
        @Nullable String key, byte[] value, String topic, int partition, long offset, long appendTime) {

    /** {@code topic/partition/offset}. */
    public String position() {
        return topic + '/' + partition + '/' + offset;
    }

    /** The key, for {@code keyBy} on topics whose contract demands one. */
    public String requiredKey() {
        return key == null ? "" : key;
    }
}
