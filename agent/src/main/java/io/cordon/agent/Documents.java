package io.cordon.agent;

import io.cordon.schemas.CommandVerifier;
import io.cordon.schemas.CommandVerifier.Answer;
import io.cordon.schemas.DesiredState;
import io.cordon.schemas.KillSwitch;
import io.cordon.schemas.Order;
import io.cordon.schemas.Refusal;
import io.cordon.wire.Command;
import io.cordon.wire.CommandResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Obeys the documents beside the commands: turns of the kill switch, and desired states.
 *
 * <p>A desired state begins and renews leases, and ends those that an earlier one named and it does not. What it never named ends by
 * its own time: a document may be older than the command that began a lease.
 */
final class Documents {
    private static final String DESIRED = "desired-state";

    private final CommandVerifier verifier;
    private final Journal journal;
    private final Memory memory;
    private final Leases leases;
    private final Replies replies;
    private final BiFunction<Order, String, List<CommandResponse>> begin;
    private @Nullable Command held;

    /** @param begin begins an order under the digest of what gave it */
    Documents(
            CommandVerifier verifier,
            Journal journal,
            Leases leases,
            Replies replies,
            BiFunction<Order, String, List<CommandResponse>> begin) {
        this.verifier = verifier;
        this.journal = journal;
        this.memory = journal.memory();
        this.leases = leases;
        this.replies = replies;
        this.begin = begin;
    }

    List<CommandResponse> turn(Command envelope, long now) {
        Answer<KillSwitch> answer = verifier.killSwitch(envelope, now);
        if (answer instanceof Answer.Refuse<KillSwitch> refuse) {
            return List.of(replies.refusing(envelope.getCommandId(), refuse.refusal(), refuse.why()));
        }
        KillSwitch turn = ((Answer.Obey<KillSwitch>) answer).content();
        long known = memory.killSwitch().epoch();
        if (turn.epoch() <= known) {
            return old(envelope, turn.epoch(), known);
        }
        try {
            journal.append(Entries.killSwitch(turn));
        } catch (IOException e) {
            memory.apply(Entries.killSwitch(turn)); // the brake holds for as long as this agent runs
        }
        return List.of(replies.to(envelope.getCommandId(), Result.released(turn.on() ? "on" : "off")));
    }

    List<CommandResponse> state(Command envelope, long now) {
        Answer<DesiredState> answer = verifier.desiredState(envelope, now);
        if (answer instanceof Answer.Refuse<DesiredState> refuse) {
            return List.of(replies.refusing(envelope.getCommandId(), refuse.refusal(), refuse.why()));
        }
        DesiredState state = ((Answer.Obey<DesiredState>) answer).content();
        if (state.version() <= memory.desiredVersion()) {
            return old(envelope, state.version(), memory.desiredVersion());
        }
        Set<String> named = state.entries().stream().map(Order::lease).collect(Collectors.toSet());
        Set<String> before = memory.desired();
        leases.end(
                lease -> before.contains(lease.id()) && !named.contains(lease.id()),
                DESIRED + " version " + state.version());
        if (memory.killSwitch().isOn(now)) {
            held = envelope;
            return List.of(replies.refusing(envelope.getCommandId(), Refusal.KILL_SWITCH, "taken up when it is off"));
        }
        held = null;
        return new ArrayList<>(begin(envelope, state, named, now));
    }

    /** Takes up a desired state that the kill switch held back, once that is off. */
    List<CommandResponse> retry(long now) {
        Command waiting = held;
        return waiting == null || memory.killSwitch().isOn(now) ? List.of() : state(waiting, now);
    }

    private List<CommandResponse> begin(Command envelope, DesiredState state, Set<String> named, long now) {
        List<CommandResponse> answers = new ArrayList<>();
        for (Order entry : state.entries()) {
            boolean isNews = memory.lease(entry.lease())
                    .map(lease -> lease.order().stopMillis() < entry.stopMillis())
                    .orElse(true);
            if (isNews && entry.startMillis() <= now) {
                answers.addAll(begin.apply(entry, DESIRED));
            }
        }
        Result result;
        try {
            journal.append(Entries.desired(state.version(), named));
            result = Result.released("version " + state.version());
        } catch (IOException e) {
            result = Result.failed("the journal cannot be written: " + e.getMessage());
        }
        answers.add(replies.to(envelope.getCommandId(), result));
        return answers;
    }

    /** The same document is read again at each start of the agent: that is no answer's worth. */
    private List<CommandResponse> old(Command envelope, long number, long known) {
        return number == known
                ? List.of()
                : List.of(replies.refusing(envelope.getCommandId(), Refusal.OLD, number + " after " + known));
    }
}
