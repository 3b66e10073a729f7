package io.cordon.engine.sequence;

/**
 * How long a chain waits for what may still be told, in µs.
 *
 * @param lateness how far behind its key's time a hit may come
 * @param closing how long after a hit, by Kafka's append time, its endpoint has closed its verdict, unless it is silent
 * @param idle how long after its last hit, by Kafka's append time, a silent endpoint has closed all verdicts
 */
public record Bounds(long lateness, long closing, long idle) {}
