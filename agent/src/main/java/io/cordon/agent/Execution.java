package io.cordon.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordon.schemas.Order;
import io.cordon.schemas.OrderTarget;
import io.cordon.schemas.Refusal;
import io.cordon.schemas.Verb;
import io.cordon.wire.CommandResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Writes an order down, then carries it out, then writes down what came of it. */
final class Execution {
    private final Host host;
    private final Journal journal;
    private final Leases leases;
    private final Replies replies;
    private final LongSupplier clock;
    private final Map<String, Order> begun = new LinkedHashMap<>();

    Execution(Host host, Journal journal, Leases leases, Replies replies, LongSupplier clock) {
        this.host = host;
        this.journal = journal;
        this.leases = leases;
        this.replies = replies;
        this.clock = clock;
        journal.memory().unanswered().forEach(one -> remember(one.order()));
    }

    /** What was begun may be in force, also where no lease was written down yet: then this agent alone knows when it ends. */
    private void remember(Order order) {
        begun.put(order.id(), order);
        if (order.verb().isLeased() && journal.memory().lease(order.lease()).isEmpty()) {
            journal.memory().apply(Entries.lease(new Lease(order, Map.of())));
        }
    }

    /** Accepts an order and carries it out; one that lets go is carried out even where it can't be written down. */
    List<CommandResponse> begin(Order order, String digest) {
        Optional<Refusal> refusal = Admission.refusal(order, host, journal.memory(), clock.getAsLong());
        if (refusal.isPresent()) {
            boolean isLacking = refusal.get() == Refusal.UNKNOWN_ORDER;
            return replies.refusing(order, refusal.get(), isLacking ? lacking(order.verb()) : "");
        }
        try {
            journal.append(Entries.accepted(order, digest, clock.getAsLong()));
        } catch (IOException e) {
            if (order.verb().isContaining()) {
                return replies.notBegun(order, Result.failed("the journal cannot be written: " + e.getMessage()));
            }
        }
        return replies.to(order, carryOut(order, false));
    }

    private static String lacking(Verb verb) {
        return "this agent has nothing for " + String.join(", ", verb.capabilities());
    }

    private Result carryOut(Order order, boolean again) {
        Result result;
        try {
            result = act(order, again);
        } catch (IOException e) {
            result = Result.failed(String.valueOf(e.getMessage()));
        }
        note(Entries.answered(order.id(), result));
        return result;
    }

    /** What was begun when the agent ended is carried out again if a new order would be; else what may be in force of it ends. */
    List<CommandResponse> takeUp(Predicate<Order> which) {
        List<CommandResponse> answers = new ArrayList<>();
        for (Order order : List.copyOf(begun.values())) {
            if (which.test(order)) {
                begun.remove(order.id());
                answers.addAll(takeUp(order));
            }
        }
        return answers;
    }

    /** The same for those whose time has passed, which wait for nobody. */
    List<CommandResponse> expire() {
        return takeUp(order -> order.stopMillis() <= clock.getAsLong());
    }

    private List<CommandResponse> takeUp(Order order) {
        Memory memory = journal.memory();
        Optional<Refusal> refusal =
                Admission.calledOff(order, memory).or(() -> Admission.refusal(order, host, memory, clock.getAsLong()));
        if (refusal.isEmpty()) {
            return replies.to(order, carryOut(order, true));
        }
        leases.end(lease -> lease.isOf(order), "not taken up: " + refusal.get());
        Result result = Replies.refused(refusal.get(), "the agent was away");
        note(Entries.answered(order.id(), result));
        return replies.to(order, result);
    }

    private Result act(Order order, boolean again) throws IOException {
        if (order.verb() == Verb.CANCEL) {
            return cancel(((OrderTarget.Given) order.target()).commandId());
        }
        if (!order.verb().isContaining() && host.actuator(order.verb()).isEmpty()) {
            List<Leases.Ended> ended = leases.release(order);
            return ended.stream()
                    .filter(one -> !one.result().isOk())
                    .findFirst()
                    .map(Leases.Ended::result)
                    .orElseGet(() -> Result.released(ended.isEmpty() ? "nothing was in force" : "released"));
        }
        return order.verb().isLeased() ? lease(order, again) : perform(order, again);
    }

    private Result perform(Order order, boolean again) throws IOException {
        return host.actuator(order.verb()).orElseThrow().perform(order, again);
    }

    /** A lease and its end are written down before it begins, so that it ends whatever can't be written afterwards. */
    private Result lease(Order order, boolean again) throws IOException {
        Lease known = journal.memory().lease(order.lease()).orElse(new Lease(order, Map.of()));
        boolean isRenewal = !known.isOf(order);
        if (!isRenewal) {
            journal.append(Entries.lease(known));
        }
        try {
            Result result = perform(order, again);
            if (result.isOk()) {
                keep(new Lease(order, result.details()), isRenewal);
            } else if (again) {
                leases.end(lease -> lease.isOf(order), result.text());
            } else if (!isRenewal) {
                note(Entries.ended(new Lease(order, Map.of())));
            }
            return result;
        } catch (IOException e) {
            leases.end(lease -> lease.isOf(order), "it failed");
            throw e;
        }
    }

    /** A renewal that can't be written down fails, and what it renews ends in its time. */
    private void keep(Lease lease, boolean isRenewal) throws IOException {
        JsonNode entry = Entries.lease(lease);
        try {
            journal.append(entry);
        } catch (IOException e) {
            if (isRenewal) {
                throw e;
            }
            journal.memory().apply(entry); // its end is on disk, and this agent knows what it holds
        }
    }

    private Result cancel(String id) throws IOException {
        boolean isBegun = begun.containsKey(id);
        if (journal.memory().accepted(id).isPresent() && !isBegun) {
            return Result.notFound("it was carried out before");
        }
        journal.append(Entries.cancelled(id, clock.getAsLong() + Memory.SEQUENCE_MILLIS));
        return Result.released("it will not be carried out" + (isBegun ? " again" : ""));
    }

    /** What can't be written now is found out by doing it again: that is why every action can be repeated. */
    private void note(JsonNode entry) {
        try {
            journal.append(entry);
        } catch (IOException e) {
            // the command stays unanswered in the journal and is taken up at the next start
        }
    }
}
