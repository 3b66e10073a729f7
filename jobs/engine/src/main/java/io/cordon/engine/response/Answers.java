package io.cordon.engine.response;

import io.cordon.engine.finding.Target;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.response.AgentAnswer.Says;
import io.cordon.engine.response.Decision.Gate;
import io.cordon.engine.response.Decision.Order;
import io.cordon.engine.response.Decision.Withheld;
import io.cordon.engine.response.DeskStore.Given;
import io.cordon.engine.response.DeskStore.Unanswered;
import io.cordon.engine.rule.Response.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Orders that are out and wait for their agent's answer. Without one an order is sent again, the same to the byte, so that an agent
 * that has it answers what it did; after a few times it counts as not carried out. The first answer that says something is the one
 * that counts. Where a process could not be ended, what its finding said is there to be judged anew.
 */
final class Answers {
    /** Where what a finding said was not kept, or not for so long. */
    static final Withheld FORGOTTEN = new Withheld(Gate.STALE, "what its finding said is not known any more");

    private static final String NAME = "answer ";
    private static final String GROUNDS = "grounds ";

    private final String tenant;
    private final DeskStore store;
    private final Agenda agenda;
    private final Policy.Patience patience;
    private final long sinceMillis;
    private final Desk.Out out;

    Answers(String tenant, DeskStore store, Agenda agenda, Policy.Patience patience, long sinceMillis, Desk.Out out) {
        this.tenant = tenant;
        this.store = store;
        this.agenda = agenda;
        this.patience = patience;
        this.sinceMillis = sinceMillis;
        this.out = out;
    }

    /** Waits for the answer to an order that has gone out for the first time. */
    void await(Outgoing order, long now) {
        keep(new Unanswered(order.commandId(), order.endpoint(), order.payload(), order.stopMillis(), 1, now), now);
    }

    private void keep(Unanswered order, long now) {
        store.unanswered().put(order.commandId(), order);
        agenda.note(NAME + order.commandId(), now + patience.within().toMillis());
    }

    /**
     * An order that waits was read back. Sendings lie a whole wait apart, so one that was appended half a wait after the last one that
     * is known, or later, is one more.
     */
    void readBack(String commandId, long appendedMillis) {
        Unanswered order = store.unanswered().get(commandId);
        if (order != null
                && appendedMillis - order.sentMillis() >= patience.within().toMillis() / 2) {
            keep(order.again(appendedMillis), appendedMillis);
        }
    }

    /** It was called off: nobody waits for it any more. */
    void forget(String commandId) {
        store.unanswered().remove(commandId);
    }

    /** What an answer says of an order, once; null where none waits for it, or another endpoint's agent answers. */
    @Nullable
    Says take(AgentAnswer answer) {
        Unanswered order = store.unanswered().get(answer.commandId());
        if (order == null || !order.endpoint().equals(answer.endpoint())) {
            return null;
        }
        Says says = answer.says();
        if (says != Says.NOT_YET) {
            forget(answer.commandId());
            out.outcome(says == Says.DONE ? Outcome.DONE : Outcome.FAILED);
        }
        return says;
    }

    /**
     * Keeps what a finding said of which an order to end a process is out, or any order waits: it may have to be judged anew as long as
     * a person can approve what waits now.
     */
    void keepGrounds(ContainmentCase one, List<Decision> decisions, long now) {
        Target target = Aim.of(one, Action.ISOLATE);
        boolean isAnyKnown = store.names().get(Ledger.FINDING + one.finding()) != null;
        if (isAnyKnown && target != null && decisions.stream().anyMatch(this::mayBeJudgedAnew)) {
            long until = now + Containment.HELD.toMillis();
            store.grounds().put(one.finding(), Grounds.of(one, target, until));
            agenda.note(GROUNDS + one.finding(), until);
        }
    }

    private boolean mayBeJudgedAnew(Decision decision) {
        if (decision instanceof Withheld withheld) {
            return withheld.gate() == Gate.ALREADY_ORDERED; // read back, perhaps: then it is not known yet
        }
        return !(decision instanceof Order order)
                || Containment.isFinal(order.action())
                || store.waiting().get(order.commandId()) != null;
    }

    /** What is to be judged anew since an order was not carried out, or null where nothing goes beyond it. */
    @Nullable
    ContainmentCase grounds(String failedId) {
        Given failed = store.given().get(failedId);
        return failed != null && Containment.isFinal(failed.action()) ? saidBy(failed.finding()) : null;
    }

    /** What a finding said, or null where that is {@link #FORGOTTEN}. */
    @Nullable
    ContainmentCase saidBy(String finding) {
        Grounds grounds = store.grounds().get(finding);
        return grounds == null ? null : grounds.of(tenant);
    }

    static boolean isName(String name) {
        return name.startsWith(NAME);
    }

    /** Forgets what nothing could come of any more; returns whether the name was one of its own. */
    boolean forget(String name, long now) {
        if (name.startsWith(GROUNDS)) {
            Grounds grounds = store.grounds().get(name.substring(GROUNDS.length()));
            if (grounds != null && grounds.untilMillis() <= now) {
                store.grounds().remove(grounds.finding());
            }
            return true;
        }
        return false;
    }

    /**
     * Sends an order again whose answer is overdue; returns its id where that was done often enough, or is of no use any more.
     *
     * @param isStopped whether nothing may be contained now; that does not count as sent
     */
    @Nullable
    String due(String name, boolean isStopped, long now) {
        Unanswered order = store.unanswered().get(name.substring(NAME.length()));
        if (order == null || now < order.sentMillis() + patience.within().toMillis()) {
            return null;
        }
        if (now < sinceMillis + patience.within().toMillis()) {
            keep(order, sinceMillis); // what was answered while nobody listened is still to be read
            return null;
        }
        if (now >= order.stopMillis() || (!isStopped && order.times() >= patience.sends())) {
            forget(order.commandId());
            out.outcome(Outcome.UNANSWERED);
            return order.commandId();
        }
        if (isStopped && OrderText.isContaining(order.payload(), order.endpoint())) {
            keep(order, now);
            return null;
        }
        keep(order.again(now), now);
        out.outcome(Outcome.SENT_AGAIN);
        out.command(order.outgoing());
        return null;
    }
}
