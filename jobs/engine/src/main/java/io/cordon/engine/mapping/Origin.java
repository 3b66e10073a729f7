package io.cordon.engine.mapping;

import org.jspecify.annotations.Nullable;

/**
 * Where a raw record came from.
 *
 * @param position {@code topic/partition/offset} or {@code file:line}; the id of an event that carries no number rests on it
 * @param appendTime when Kafka appended the record, in µs since 1970, or {@code EndpointEvent.ABSENT} for files
 * @param endpoint what the transport says of the endpoint (a recording's name), for records that name none; or null
 */
public record Origin(
        String position, long appendTime, @Nullable String endpoint) {}
