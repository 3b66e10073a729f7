package io.cordon.engine.response;

import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.tree.HeapStore.HeapTable;
import io.cordon.engine.tree.Table;
import java.util.List;
import java.util.Map;

/**
 * What containment remembers of one tenant; all of it ends.
 *
 * @param given commands that went out, or never will, by id
 * @param waiting orders that wait, for a person or for time to pass, by command id
 * @param leases by lease id
 * @param spent what went out, by what a budget can be for
 * @param spread on which endpoints the same thing was contained, by the thing
 * @param past how often a rule wanted something contained, by rule; by event time, and too often, apart
 * @param unanswered orders that are out and wait for their agent's answer, by command id
 * @param grounds what findings said that had a process ended, by finding
 * @param agents what agents can do before an act and what they are to, by endpoint
 * @param denials images that indicators want denied, by indicator
 * @param names command ids by finding, lease ids by endpoint, and what ends when by second; each with its kind before it
 * @param numbers that only rise: sequences and versions by endpoint, the kill switch's epoch
 */
public record DeskStore(
        Table<String, Given> given,
        Table<String, Waiting> waiting,
        Table<String, Lease> leases,
        Table<String, Spent> spent,
        Table<String, Spread> spread,
        Table<String, Past> past,
        Table<String, Unanswered> unanswered,
        Table<String, Grounds> grounds,
        Table<String, Announced> agents,
        Table<String, Denial> denials,
        Table<String, Names> names,
        Table<String, Long> numbers) {

    /** For files, and for tests. */
    public static DeskStore onHeap() {
        return new DeskStore(
                new HeapTable<>(),
                new HeapTable<>(),
                new HeapTable<>(),
                new HeapTable<>(),
                new HeapTable<>(),
                new HeapTable<>(),
                new HeapTable<>(),
                new HeapTable<>(),
                new HeapTable<>(),
                new HeapTable<>(),
                new HeapTable<>(),
                new HeapTable<>());
    }

    /**
     * A command that went out or was refused by a person, kept so that it never comes anew.
     *
     * @param payload the order, for what has to be taken back
     * @param lease its lease, or empty
     * @param stopMillis from when no agent obeys it
     * @param isOut whether it went out
     */
    public record Given(
            String commandId,
            String finding,
            Action action,
            String endpoint,
            String payload,
            String lease,
            long stopMillis,
            boolean isOut) {
        /** The same in other words. */
        Given with(String otherPayload) {
            return new Given(commandId, finding, action, endpoint, otherPayload, lease, stopMillis, isOut);
        }

        static Given of(String finding, Decision.Order order) {
            return new Given(
                    order.commandId(),
                    finding,
                    order.action(),
                    order.target().endpoint(),
                    order.payload(),
                    order.lease(),
                    order.stopMillis(),
                    true);
        }
    }

    /**
     * An order that waits.
     *
     * @param payload what it would be
     * @param gate the name of the gate at which it waits, or empty where only time has to pass
     * @param dueMillis from when it goes out by itself; or from when nobody can approve it any more
     */
    public record Waiting(
            String commandId,
            String finding,
            String rule,
            Action action,
            String endpoint,
            String payload,
            String lease,
            long startMillis,
            long stopMillis,
            String gate,
            String why,
            long dueMillis) {
        /** Whether only time has to pass. */
        public boolean isSettling() {
            return gate.isEmpty();
        }

        Given given(long stopsMillis, boolean isOut) {
            return new Given(commandId, finding, action, endpoint, payload, lease, stopsMillis, isOut);
        }

        /** The same in other words. */
        Waiting with(String otherPayload) {
            return new Waiting(
                    commandId,
                    finding,
                    rule,
                    action,
                    endpoint,
                    otherPayload,
                    lease,
                    startMillis,
                    stopMillis,
                    gate,
                    why,
                    dueMillis);
        }

        /** The same at another gate. */
        Waiting at(String otherGate, String otherWhy, long otherDueMillis) {
            return new Waiting(
                    commandId,
                    finding,
                    rule,
                    action,
                    endpoint,
                    payload,
                    lease,
                    startMillis,
                    stopMillis,
                    otherGate,
                    otherWhy,
                    otherDueMillis);
        }
    }

    /**
     * What holds for a time on an endpoint.
     *
     * @param payload the order that holds now
     * @param findings that want it
     */
    public record Lease(String id, String endpoint, String payload, long stopMillis, List<String> findings) {
        public Lease {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Commands that went out, in their order.
     *
     * @param events event times, in ms
     * @param walls when they went out, in ms
     */
    public record Spent(List<Long> events, List<Long> walls) {
        static final Spent NOTHING = new Spent(List.of(), List.of());

        public Spent {
            events = List.copyOf(events);
            walls = List.copyOf(walls);
        }
    }

    /**
     * Where the same thing was contained.
     *
     * @param endpoints when each was met last, in ms
     */
    public record Spread(Map<String, Long> endpoints) {
        public Spread {
            endpoints = Map.copyOf(endpoints);
        }
    }

    /**
     * A rule's own past.
     *
     * @param hours how often it wanted something contained in each hour since 1970
     */
    public record Past(Map<Long, Integer> hours) {
        public Past {
            hours = Map.copyOf(hours);
        }
    }

    /**
     * An order that waits for its agent's answer.
     *
     * @param payload as it went out
     * @param times how often it did
     * @param sentMillis when it did for the last time
     */
    public record Unanswered(
            String commandId, String endpoint, String payload, long stopMillis, int times, long sentMillis) {
        Unanswered again(long atMillis) {
            return new Unanswered(commandId, endpoint, payload, stopMillis, times + 1, atMillis);
        }

        Outgoing outgoing() {
            return new Outgoing(commandId, endpoint, payload, OrderText.start(payload), stopMillis);
        }
    }

    /**
     * An agent with hooks.
     *
     * @param capabilities what it announced that is about hooks
     * @param atMillis when that was appended
     * @param orders what it is to do, in OpenC2 without times
     * @param startMillis from when they hold
     * @param stopMillis until when
     */
    public record Announced(
            String endpoint,
            List<String> capabilities,
            long atMillis,
            List<String> orders,
            long startMillis,
            long stopMillis) {
        public Announced {
            capabilities = List.copyOf(capabilities);
            orders = List.copyOf(orders);
        }
    }

    /**
     * An image that an indicator wants denied.
     *
     * @param sha256 of the image
     * @param incident that yielded the indicator
     * @param stands whether it was said to stand, and not withdrawn since
     * @param mayBlock whether a dry run over the past allows it
     * @param untilMillis when it ends by itself
     * @param met endpoints whose agents told that they held it
     */
    public record Denial(
            String id,
            String sha256,
            String incident,
            boolean stands,
            boolean mayBlock,
            long untilMillis,
            List<String> met) {
        public Denial {
            met = List.copyOf(met);
        }

        boolean isInForce(int spread, long now) {
            return stands && mayBlock && now < untilMillis && met.size() < spread;
        }
    }

    /** Some names, each once, in the order in which they came. */
    public record Names(List<String> all) {
        public Names {
            all = List.copyOf(all);
        }
    }
}
