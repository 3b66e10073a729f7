package io.cordon.agent;

import io.cordon.schemas.CommandVerifier;
import io.cordon.schemas.CommandVerifier.Answer;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.Keyring;
import io.cordon.schemas.Order;
import io.cordon.schemas.Purpose;
import io.cordon.schemas.Refusal;
import io.cordon.schemas.Verb;
import io.cordon.wire.Command;
import io.cordon.wire.CommandResponse;
import io.cordon.wire.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Obeys commands: verifies each, writes it down, carries it out on a host and answers.
 *
 * <p>What came together is looked at together: turns of the kill switch count first, then cancellations, so that an agent that was
 * away does nothing that was called off in the meantime. Knows no Kafka. Not thread-safe.
 */
public final class Agent implements AutoCloseable {
    private final Identity identity;
    private final CommandVerifier verifier;
    private final Journal journal;
    private final Memory memory;
    private final LongSupplier clock;
    private final Replies replies;
    private final Leases leases;
    private final Execution execution;
    private final Documents documents;
    private final List<Hook> hooks;

    private Agent(Identity identity, Keyring keyring, Host host, Journal journal, LongSupplier clock) {
        this.identity = identity;
        this.verifier = new CommandVerifier(identity.tenant(), identity.endpoint(), keyring);
        this.journal = journal;
        this.memory = journal.memory();
        this.clock = clock;
        List<String> capabilities = new ArrayList<>(host.capabilities());
        if (keyring.trustsAny(Purpose.DESIRED_STATE)) {
            capabilities.add("desired-state");
        }
        if (keyring.trustsAny(Purpose.KILL_SWITCH)) {
            capabilities.add("kill-switch");
        }
        this.replies = new Replies(identity, capabilities, clock);
        this.leases = new Leases(host, journal);
        this.execution = new Execution(host, journal, leases, replies, clock);
        this.documents = new Documents(verifier, journal, leases, replies, execution::begin);
        this.hooks = host.hooks();
        hooks.forEach(hook -> hook.remember(memory.bypasses()));
    }

    /**
     * The agent whose journal is in a folder.
     *
     * @param clock the time in ms since 1970
     * @throws IOException where the folder cannot be used, or another agent uses it
     */
    public static Agent open(Identity identity, Keyring keyring, Host host, Path folder, LongSupplier clock)
            throws IOException {
        return new Agent(identity, keyring, host, Journal.open(folder, clock.getAsLong()), clock);
    }

    /** What it announces, such as {@code stop:process}. */
    public List<String> capabilities() {
        return replies.capabilities();
    }

    /**
     * An answer to nobody, under no id, that says what the agent can do; to be sent at its start and about once an hour.
     *
     * @param condition what else is told of it, such as what it does not see
     */
    public CommandResponse announcement(Map<String, String> condition) {
        return replies.to("", new Result(Result.OK, Outcome.unknown, "can do this", condition));
    }

    public Identity identity() {
        return identity;
    }

    /**
     * Puts leases into force again, and goes on with what lets go; to be called once, at the start. What contains and was begun when
     * the agent ended waits for the first {@link #take}, which has to have all that came meanwhile, even where that is nothing.
     */
    public List<CommandResponse> resume() {
        leases.restore(clock.getAsLong()); // first, so that what ends leaves alone what others hold
        List<CommandResponse> answers = new ArrayList<>(tick());
        answers.addAll(execution.takeUp(order -> !order.verb().isContaining()));
        return answers;
    }

    /** Obeys what came since the last time, and returns the answers in the order in which it was dealt with. */
    public List<CommandResponse> take(List<Incoming> records) {
        List<CommandResponse> answers = new ArrayList<>(tick());
        records.stream()
                .filter(one -> one.purpose() == Purpose.KILL_SWITCH)
                .forEach(one -> answers.addAll(read(one, envelope -> documents.turn(envelope, clock.getAsLong()))));
        List<Verified> orders = new ArrayList<>();
        for (Incoming one : records) {
            if (one.purpose() == Purpose.COMMAND) {
                answers.addAll(read(one, envelope -> verify(envelope, orders)));
            }
        }
        orders.stream().filter(Verified::isCancel).forEach(one -> answers.addAll(obey(one)));
        answers.addAll(execution.takeUp(order -> true));
        orders.stream().filter(one -> !one.isCancel()).forEach(one -> answers.addAll(obey(one)));
        records.stream()
                .filter(one -> one.purpose() == Purpose.DESIRED_STATE)
                .forEach(one -> answers.addAll(read(one, envelope -> documents.state(envelope, clock.getAsLong()))));
        return answers;
    }

    /** Ends the leases whose time has come, and tells what hooks saw; to be called about once a second, whether Kafka answers or not. */
    public List<CommandResponse> tick() {
        long now = clock.getAsLong();
        memory.sweep(now);
        List<CommandResponse> answers = new ArrayList<>(execution.expire());
        answers.addAll(answers(leases.endInTime(now)));
        answers.addAll(documents.retry(now));
        hooks.forEach(hook -> answers.addAll(tellOf(hook)));
        return answers;
    }

    /** A user's word that can't be written down counts until the agent ends. */
    private List<CommandResponse> tellOf(Hook hook) {
        for (Bypasses.Bypass one : hook.unwritten()) {
            try {
                journal.append(Entries.bypass(one));
                hook.written(one);
            } catch (IOException e) {
                break; // tried again at the next tick
            }
        }
        return hook.reports().stream()
                .flatMap(one -> replies.later(one.order(), one.result()).stream())
                .toList();
    }

    /** Ends every isolation, since what is needed to end it in another way cannot be reached. */
    public List<CommandResponse> giveUpIsolation(String why) {
        return answers(leases.giveUpIsolation(why));
    }

    public boolean isIsolated() {
        return memory.leases().stream().anyMatch(lease -> lease.order().verb() == Verb.ISOLATE);
    }

    /** The offset to go on from, or empty for a partition that was never read. */
    public Optional<Long> answeredUntil(String partition) {
        return memory.offset(partition);
    }

    /**
     * Keeps that everything before an offset was answered; a command that comes again is known by its id.
     *
     * @throws IOException where it could not be written down
     */
    public void answeredUntil(String partition, long next) throws IOException {
        if (!memory.offset(partition).equals(Optional.of(next))) {
            journal.append(Entries.offset(partition, next));
            journal.rewriteIfLong(clock.getAsLong());
        }
    }

    private record Verified(Order order, String digest) {
        boolean isCancel() {
            return order.verb() == Verb.CANCEL;
        }
    }

    private interface Reading {
        List<CommandResponse> read(Command envelope);
    }

    /** Routing is checked as well: what is under another's key is refused if it means this endpoint, and else not looked at. */
    private List<CommandResponse> read(Incoming one, Reading reading) {
        String ours = one.purpose() == Purpose.KILL_SWITCH ? identity.tenant() : identity.key();
        boolean isOurs = one.key().equals(ours);
        if (one.envelope() instanceof Decoded.Undecodable<Command> broken) {
            return isOurs ? List.of(replies.refusing("", Refusal.UNREADABLE, broken.detail())) : List.of();
        }
        Command envelope = ((Decoded.Value<Command>) one.envelope()).value();
        if (isOurs) {
            return reading.read(envelope);
        }
        boolean meansUs = envelope.getTenant().equals(identity.tenant())
                && envelope.getEndpoint().equals(identity.endpoint());
        return meansUs
                ? List.of(replies.refusing(envelope.getCommandId(), Refusal.ROUTING, "under the key " + one.key()))
                : List.of();
    }

    private List<CommandResponse> verify(Command envelope, List<Verified> orders) {
        Answer<Order> answer = verifier.command(envelope, clock.getAsLong());
        if (answer instanceof Answer.Refuse<Order> refuse) {
            return List.of(replies.refusing(envelope.getCommandId(), refuse.refusal(), refuse.why()));
        }
        orders.add(new Verified(((Answer.Obey<Order>) answer).content(), Digest.of(envelope.getPayload())));
        return List.of();
    }

    private List<CommandResponse> obey(Verified one) {
        Order order = one.order();
        Optional<Memory.Accepted> known = memory.accepted(order.id());
        if (known.isPresent()) {
            return known.get().digest().equals(one.digest())
                    ? replies.to(order, known.get().answer().with("repeated", "true"))
                    : replies.refusing(order, Refusal.REPLAYED, "the id was accepted before, for another order");
        }
        return Admission.calledOff(order, memory)
                .map(refusal -> replies.refusing(order, refusal, ""))
                .orElseGet(() -> execution.begin(order, one.digest()));
    }

    private List<CommandResponse> answers(List<Leases.Ended> ended) {
        List<CommandResponse> answers = new ArrayList<>();
        ended.forEach(one -> answers.addAll(replies.later(one.lease().order(), one.result())));
        return answers;
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
