package io.cordon.engine.response;

import io.cordon.engine.finding.Finding;
import io.cordon.engine.policy.Endpoint;
import io.cordon.engine.policy.Endpoints;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.response.AgentAnswer.Says;
import io.cordon.engine.response.Decision.Gate;
import io.cordon.engine.response.Decision.Held;
import io.cordon.engine.response.Decision.Later;
import io.cordon.engine.response.Decision.Order;
import io.cordon.engine.response.Decision.Withheld;
import io.cordon.engine.response.DeskStore.Given;
import io.cordon.engine.response.DeskStore.Waiting;
import io.cordon.engine.response.Governor.Braked;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where findings, people and time come together: what goes out is decided here, once.
 *
 * <p>An order that containment lets through meets the brakes and goes out, or waits. What went out is never decided anew under its id,
 * whatever is read again; what is taken back, is by a command of its own. Taking back passes every brake.
 */
public final class Desk {
    private final Containment containment;
    private final Policy policy;
    private final Endpoints endpoints;
    private final DeskStore store;
    private final Governor governor;
    private final Ledger ledger;
    private final WaitingRoom waiting;
    private final Answers answers;
    private final StandingDesk standing;
    private final Releases releases;
    private final Approvals approvals;
    private final Agenda agenda;
    private final Out out;

    /** Takes what the desk decides. */
    public interface Out {
        /** A command, which contains something or takes that back. */
        void command(Outgoing command);

        /** What an endpoint is to hold to now. */
        void desired(DesiredState state);

        /** An order waits for a person. */
        void held(Waiting held);

        /** An order that a person approved is refused for good; where nobody is asked, none is. */
        default void refused(Waiting refused) {}

        /** Nothing is ordered. */
        void withheld(Withheld withheld);

        /** What became of an order that is out. */
        void outcome(Outcome outcome);

        /** Wants {@link Desk#time} called at a time, in ms since 1970. */
        void wake(long atMillis);
    }

    /**
     * A tenant's desk.
     *
     * @param sinceMillis from when it hears what agents answer, in ms since 1970; nothing counts as unanswered before it had time to
     */
    public Desk(
            String tenant,
            Policy policy,
            Endpoints endpoints,
            ProtectedProcesses protectedProcesses,
            DeskStore store,
            long sinceMillis,
            Out out) {
        this.policy = policy;
        this.endpoints = endpoints;
        this.store = store;
        this.out = out;
        this.agenda = new Agenda(store.names(), out::wake);
        this.governor = new Governor(store, agenda);
        this.waiting = new WaitingRoom(store, agenda, out);
        this.answers = new Answers(tenant, store, agenda, policy.patience(), sinceMillis, out);
        Denials denials = new Denials(store, agenda, policy.spread());
        StandingBook book = new StandingBook(tenant, store, agenda, policy, endpoints, denials);
        this.containment = new Containment(policy, endpoints, protectedProcesses, book::warns);
        this.ledger = new Ledger(tenant, store, agenda, waiting, answers, book, out);
        this.releases = new Releases(store, ledger);
        this.standing = new StandingDesk(book, denials, governor, ledger);
        this.approvals =
                new Approvals(store, agenda, policy, endpoints, containment, answers, governor, waiting, ledger, out);
    }

    /**
     * Judges one version of a finding.
     *
     * @param now in µs since 1970
     */
    public void finding(ContainmentCase one, long now) {
        long millis = TimeUnit.MICROSECONDS.toMillis(now);
        if (one.state() == Finding.State.RETRACTED) {
            out.withheld(new Withheld(Gate.RETRACTED, "the finding was disproved"));
            ledger.takeBack(one.finding(), millis);
            return;
        }
        carryOut(one, containment.decide(one, now, ledger), millis);
    }

    private void carryOut(ContainmentCase one, List<Decision> decisions, long millis) {
        for (Decision decision : decisions) {
            if (decision instanceof Order order) {
                order(one, order, millis);
            } else if (decision instanceof Later later) {
                waiting.settle(one, later.order(), later.dueMillis());
            } else if (decision instanceof Held held) {
                hold(one, held);
            } else if (decision instanceof Withheld withheld) {
                out.withheld(withheld);
            }
        }
        answers.keepGrounds(one, decisions, millis);
    }

    private void order(ContainmentCase one, Order order, long now) {
        Long until = ledger.heldBackUntil(order);
        if (until != null && now < until) {
            hold(one, held(order, Gate.TAKEN_BACK, "the same was taken back a short while ago", now));
            return;
        }
        if (ledger.isCovered(order)) {
            ledger.support(order, one.finding());
            out.withheld(new Withheld(Gate.ALREADY_ORDERED, "lease " + order.lease() + " holds long enough"));
            return;
        }
        if (!ledger.hasRoom(order)) {
            Withheld full = Ledger.noRoom(order);
            hold(one, held(order, full.gate(), full.why(), now));
            return;
        }
        Endpoint endpoint = endpoints.of(order.target().endpoint());
        // To go on with what holds is no containment more; the switch stops that too.
        Braked braked = ledger.isRenewal(order)
                ? governor.isSwitchedOff(now) ? Governor.switchedOff() : null
                : governor.brake(one.rule(), order, endpoint, policy, now);
        if (braked == null) {
            ledger.give(one.finding(), order, now);
        } else {
            hold(one, held(order, braked.gate(), braked.why(), now));
        }
    }

    private static Held held(Order order, Gate gate, String why, long now) {
        return new Held(order, gate, why, now + Containment.HELD.toMillis());
    }

    private void hold(ContainmentCase one, Held held) {
        Withheld full = waiting.hold(one, held);
        if (full != null) {
            out.withheld(full);
        }
    }

    /**
     * A person's word on what waits; of what does not wait, or not any more, nothing comes. What was approved goes out where the same
     * would be ordered now but for the gate that held it.
     *
     * @param by who said it
     * @param nowMillis in ms since 1970
     * @return whether it changed anything
     */
    public boolean approve(String commandId, boolean approved, String by, long nowMillis) {
        return approvals.take(commandId, approved, by, nowMillis);
    }

    /** A person's word on what is out: it is undone, or there is nothing to undo. Whether it changed anything. */
    public boolean release(Release word, long nowMillis) {
        return releases.release(word, nowMillis);
    }

    /**
     * An agent's answer; one that comes late, again, from elsewhere or to what nobody asked changes nothing. What was to end a process
     * and failed has the endpoint contained as policy says, through all gates and brakes.
     *
     * @param nowMillis in ms since 1970
     */
    public void answer(AgentAnswer answer, long nowMillis) {
        if (answers.take(answer) == Says.FAILED) {
            escalate(answer.commandId(), nowMillis);
        }
    }

    /** What agents do before an act. */
    public StandingDesk standing() {
        return standing;
    }

    private void escalate(String failedId, long now) {
        ContainmentCase one = answers.grounds(failedId);
        if (one != null) {
            long micros = TimeUnit.MILLISECONDS.toMicros(now);
            carryOut(one, containment.escalate(one, failedId, micros, ledger), now);
        }
    }

    /**
     * Turns the kill switch; an epoch that is not higher than the last changes nothing.
     *
     * @param onUntilMillis until when it is on, in ms since 1970; 0 for off
     * @return whether it changed anything
     */
    public boolean killSwitch(long epoch, long onUntilMillis, long nowMillis) {
        boolean isTurned = governor.turn(epoch, onUntilMillis);
        approvals.turned(nowMillis);
        return isTurned;
    }

    /**
     * A command that is out already, though this desk does not know it: read back after a restore, before anything is decided anew.
     *
     * @param nowMillis when it was appended, in ms since 1970
     */
    public void readBack(String endpoint, String payload, long nowMillis) {
        Given given = ledger.readBack(endpoint, payload, nowMillis);
        if (given != null) {
            governor.readBack(policy, spending(endpoint, payload), nowMillis);
        }
    }

    private Spending spending(String endpoint, String payload) {
        return Spending.of(endpoint, endpoints.of(endpoint), payload);
    }

    /**
     * Time has come that far, as {@link Out#wake} wanted.
     *
     * @param atMillis in ms since 1970
     * @param nowMillis how late it really is
     */
    public void time(long atMillis, long nowMillis) {
        for (String name : agenda.due(atMillis)) {
            Waiting due = WaitingRoom.isName(name) ? waiting.due(name, atMillis) : null;
            if (due != null) {
                settled(due, nowMillis);
            } else if (Answers.isName(name)) {
                overdue(name, nowMillis);
            } else if (!approvals.due(name, nowMillis)
                    && !standing.due(name, nowMillis)
                    && !governor.forget(name, atMillis)
                    && !answers.forget(name, atMillis)) {
                ledger.forget(name, atMillis);
            }
        }
    }

    private void overdue(String name, long now) {
        String failedId = answers.due(name, governor.isSwitchedOff(now), now);
        if (failedId != null) {
            escalate(failedId, now);
        }
    }

    /** What was suspended is ended, unless it was disproved meanwhile or would not be ordered now: an order like any other. */
    private void settled(Waiting due, long now) {
        waiting.drop(due);
        ContainmentCase one = answers.saidBy(due.finding());
        if (one == null) {
            out.withheld(Answers.FORGOTTEN);
        } else {
            carryOut(one, List.of(containment.anew(one, due, Set.of(), TimeUnit.MILLISECONDS.toMicros(now))), now);
        }
    }

    /** A command that went out, for who asks. */
    @Nullable
    Given given(String commandId) {
        return store.given().get(commandId);
    }
}
