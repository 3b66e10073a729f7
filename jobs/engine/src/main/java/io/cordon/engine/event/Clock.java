package io.cordon.engine.event;

/** Which clock an event's time was read from; the offset between the two is estimated per endpoint. */
public enum Clock {
    /** The sensor's own UTC clock, known to be right (Sysmon's {@code UtcTime}, an ECS {@code @timestamp} of an agent). */
    UTC,
    /** The time that the log or its collector wrote: it may be late, or local time marked as UTC. */
    RECORD
}
