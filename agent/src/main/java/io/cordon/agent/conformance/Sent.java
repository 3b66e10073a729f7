package io.cordon.agent.conformance;

import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record as it is put on a topic, byte by byte, into the partition that the agent reads.
 *
 * @param topic the topic's name without a prefix
 * @param value null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record Sent(String topic, String key, Map<String, String> headers, byte @Nullable [] value) {
    public Sent {
        headers = Map.copyOf(headers);
    }

    Sent under(String otherKey) {
        return new Sent(topic, otherKey, headers, value);
    }

    Sent on(String otherTopic) {
        return new Sent(otherTopic, key, headers, value);
    }

    Sent with(Map<String, String> otherHeaders) {
        return new Sent(topic, key, otherHeaders, value);
    }

    Sent bytes(byte @Nullable [] otherValue) {
        return new Sent(topic, key, headers, otherValue);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Sent sent
                && topic.equals(sent.topic)
                && key.equals(sent.key)
                && headers.equals(sent.headers)
                && Arrays.equals(value, sent.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(topic, key, headers, Arrays.hashCode(value));
    }

    @Override
    public String toString() {
        return topic
                + ' '
                + key
                + ' '
                + headers
                + ' '
                + (value == null ? "tombstone" : Base64.getEncoder().encodeToString(value));
    }
}
