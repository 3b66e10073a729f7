package io.cordon.engine.response;

import io.cordon.engine.rule.Response.Action;
import java.util.List;
import java.util.Map;

/** What containment remembers of one tenant; all of it ends. */
public interface DeskStore {
    /** Commands that went out, or never will, by id. */
    Shelf<Given> given();

    /** Orders that wait, for a person or for time to pass, by command id. */
    Shelf<Waiting> waiting();

    /** By lease id. */
    Shelf<Lease> leases();

    /** What budgets have left, by what they are for. */
    Shelf<Spent> spent();

    /** On which endpoints a rule wanted the same thing contained, by both. */
    Shelf<Spread> spread();

    /** How often a rule wanted something contained, by rule. */
    Shelf<Past> past();

    /** Command ids by finding, lease ids by endpoint, and what ends when by second; each with its kind before it. */
    Shelf<Names> names();

    /** Numbers that only rise: sequences and versions by endpoint, the kill switch's epoch. */
    Shelf<Long> numbers();

    /**
     * A command that went out or was refused by a person, kept so that it never comes anew.
     *
     * @param payload the order, for what has to be taken back
     * @param lease its lease, or empty
     * @param stopMillis from when no agent obeys it
     * @param isOut whether it went out
     */
    record Given(
            String commandId,
            String finding,
            Action action,
            String endpoint,
            String payload,
            String lease,
            long stopMillis,
            boolean isOut) {
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
    record Waiting(
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
    record Lease(String id, String endpoint, String payload, long stopMillis, List<String> findings) {
        public Lease {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Commands that count against a budget, in the order in which they went out.
     *
     * @param events event times, in ms
     * @param walls when they went out, in ms
     */
    record Spent(List<Long> events, List<Long> walls) {
        static final Spent NOTHING = new Spent(List.of(), List.of());

        public Spent {
            events = List.copyOf(events);
            walls = List.copyOf(walls);
        }
    }

    /**
     * Where a rule wanted the same thing contained.
     *
     * @param endpoints when each was met last, in ms
     */
    record Spread(Map<String, Long> endpoints) {
        public Spread {
            endpoints = Map.copyOf(endpoints);
        }
    }

    /**
     * A rule's own past.
     *
     * @param hours how often it wanted something contained in each hour since 1970
     */
    record Past(Map<Long, Integer> hours) {
        public Past {
            hours = Map.copyOf(hours);
        }
    }

    /** Some names, each once, in the order in which they came. */
    record Names(List<String> all) {
        public Names {
            all = List.copyOf(all);
        }
    }
}
