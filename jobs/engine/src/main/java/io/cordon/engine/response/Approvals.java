package io.cordon.engine.response;

import io.cordon.engine.policy.Endpoints;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.response.Decision.Gate;
import io.cordon.engine.response.Decision.Order;
import io.cordon.engine.response.Decision.Withheld;
import io.cordon.engine.response.DeskStore.Names;
import io.cordon.engine.response.DeskStore.Waiting;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * People's words on what waits.
 *
 * <p>A yes lifts the gate that held an order, the wait for a person and the age of the evidence, and no other: the order is judged
 * anew, and refused for good where the same would not be ordered now. While the kill switch is on a yes waits for its end, so that
 * it comes to the same whether a task begins anew meanwhile or not.
 */
final class Approvals {
    private static final String APPROVED = "approved";

    private final DeskStore store;
    private final Agenda agenda;
    private final Policy policy;
    private final Endpoints endpoints;
    private final Containment containment;
    private final Answers answers;
    private final Governor governor;
    private final WaitingRoom waiting;
    private final Ledger ledger;
    private final Desk.Out out;

    Approvals(
            DeskStore store,
            Agenda agenda,
            Policy policy,
            Endpoints endpoints,
            Containment containment,
            Answers answers,
            Governor governor,
            WaitingRoom waiting,
            Ledger ledger,
            Desk.Out out) {
        this.store = store;
        this.agenda = agenda;
        this.policy = policy;
        this.endpoints = endpoints;
        this.containment = containment;
        this.answers = answers;
        this.governor = governor;
        this.waiting = waiting;
        this.ledger = ledger;
        this.out = out;
    }

    boolean take(String commandId, boolean approved, String by, long now) {
        Waiting held = waiting.get(commandId);
        if (held == null || held.isSettling() || now >= held.dueMillis()) {
            return false;
        }
        if (!approved) {
            ledger.refuse(held);
        } else if (governor.isSwitchedOff(now)) {
            wait(held, by, now);
        } else {
            judge(held, by, now);
        }
        return true;
    }

    private void wait(Waiting held, String by, long now) {
        Agenda.add(store.names(), APPROVED, held.commandId() + ' ' + by);
        wakeWhenOff(now);
        String why = "approved by " + by + ", it goes out when the kill switch is off";
        out.held(held.at(Gate.KILL_SWITCH.name(), why, held.dueMillis()));
    }

    /** Has the approved orders looked at when the switch has ended by itself; beyond a day nobody can approve what waits now. */
    private void wakeWhenOff(long now) {
        agenda.note(APPROVED, Math.min(governor.switchedOffUntil(), now + Containment.HELD.toMillis()));
    }

    /** The switch was turned: what was approved meanwhile goes out with the next second, when all that is out is known. */
    void turned(long now) {
        if (!governor.isSwitchedOff(now) && store.names().get(APPROVED) != null) {
            agenda.note(APPROVED, now);
        }
    }

    /** Time has come for a name; returns whether it was the one of these. */
    boolean due(String name, long now) {
        if (!name.equals(APPROVED)) {
            return false;
        }
        Names approved = store.names().get(APPROVED);
        store.names().remove(APPROVED);
        for (String one : approved == null ? List.<String>of() : approved.all()) {
            int space = one.indexOf(' ');
            Waiting held = waiting.get(one.substring(0, space));
            if (held == null || now >= held.dueMillis()) {
                continue;
            }
            if (governor.isSwitchedOff(now)) {
                Agenda.add(store.names(), APPROVED, one);
                wakeWhenOff(now);
            } else {
                judge(held, one.substring(space + 1), now);
            }
        }
        return true;
    }

    private void judge(Waiting held, String by, long now) {
        ContainmentCase one = answers.saidBy(held.finding());
        EnumSet<Gate> lifted = EnumSet.of(Gate.STALE, Gate.APPROVAL, Gate.valueOf(held.gate()));
        Decision decision = one == null
                ? Answers.FORGOTTEN
                : containment.anew(one, held, lifted, TimeUnit.MILLISECONDS.toMicros(now));
        if (!(decision instanceof Order order)) {
            refuse(held, by, Containment.withheld(decision));
        } else if (!OrderText.doesTheSame(order.payload(), held.payload())) {
            refuse(held, by, new Withheld(Gate.APPROVAL, "by now it would be another order"));
        } else if (!ledger.hasRoom(order)) {
            refuse(held, by, Ledger.noRoom(order));
        } else {
            give(held, by, order, now);
        }
    }

    private void give(Waiting held, String by, Order order, long now) {
        long lasts = Math.min(held.stopMillis() - held.startMillis(), order.stopMillis() - order.startMillis());
        ledger.approve(held, by, lasts, now);
        Spending spending = Spending.of(held.endpoint(), endpoints.of(held.endpoint()), held.payload());
        governor.spend(policy, spending, now);
    }

    private void refuse(Waiting held, String by, Withheld now) {
        ledger.refuse(held);
        out.withheld(now);
        out.refused(
                held.at(now.gate().name(), "refused, though approved by " + by + ": " + now.why(), held.dueMillis()));
    }
}
