package io.cordon.engine.edge;

import java.time.Duration;

/**
 * How long state of edges is kept, and how much of it.
 *
 * @param recent what is joined by time within an endpoint: no shorter than the allowed lateness
 * @param sessions logons and connections
 * @param objects services, tasks, subscriptions and files that have not been deleted
 * @param rendezvous halves that wait for the other one
 * @param mostPerList facts of each kind of one endpoint's minute, session, process or name
 * @param mostPerEndpoint entries of each kind of an endpoint
 * @param mostPerKey halves of each kind that meet at one key
 */
public record EdgeLimits(
        Duration recent,
        Duration sessions,
        Duration objects,
        Duration rendezvous,
        int mostPerList,
        int mostPerEndpoint,
        int mostPerKey) {

    public static final EdgeLimits DEFAULT = new EdgeLimits(
            Duration.ofMinutes(30), Duration.ofHours(24), Duration.ofDays(30), Duration.ofHours(2), 256, 4_096, 512);

    static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
