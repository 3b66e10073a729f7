package io.cordon.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordon.schemas.Order;
import io.cordon.schemas.OrderTarget;
import io.cordon.schemas.Refusal;
import io.cordon.schemas.Verb;
import io.cordon.wire.CommandResponse;
import io.cordon.wire.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Writes an order down, then carries it out, then writes down what came of it. */
final class Execution {
    private final Host host;
    private final Journal journal;
    private final Leases leases;
    private final Replies replies;
    private final LongSupplier clock;

    Execution(Host host, Journal journal, Leases leases, Replies replies, LongSupplier clock) {
        this.host = host;
        this.journal = journal;
        this.leases = leases;
        this.replies = replies;
        this.clock = clock;
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

    /** What was begun is carried out again, unless its time has passed: then what may be in force of it ends. */
    List<CommandResponse> takeUp(Order order) {
        return replies.to(order, clock.getAsLong() < order.stopMillis() ? carryOut(order, true) : tooLate(order));
    }

    private Result tooLate(Order order) {
        if (order.verb().isLeased()) {
            host.actuator(order.verb()).ifPresent(actuator -> {
                try {
                    actuator.end(new Lease(order, Map.of()));
                } catch (IOException e) {
                    // asked again at the next start: it stays unanswered
                }
            });
        }
        Result result = new Result(Refusal.EXPIRED.status(), Outcome.expired, "the agent was away", Map.of());
        note(Entries.answered(order.id(), result));
        return result;
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
        Result result = host.actuator(order.verb()).orElseThrow().perform(order, again);
        if (order.verb().isLeased() && result.isOk()) {
            journal.append(Entries.lease(new Lease(order, result.details())));
        }
        return result;
    }

    private Result cancel(String id) throws IOException {
        if (journal.memory().accepted(id).isPresent()) {
            return Result.notFound("it was carried out before");
        }
        journal.append(Entries.cancelled(id, clock.getAsLong() + Memory.SEQUENCE_MILLIS));
        return Result.released("it will not be carried out");
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
