package io.cordon.streaming;

/** A record for a topic, encoded. */
@SuppressWarnings("ArrayRecordComponent") // the bytes are handed on as they are and never compared
public record KeyedBytes(String key, byte[] value) {}
