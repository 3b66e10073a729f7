package io.cordon.engine.response;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.response.Decision.Gate;
import io.cordon.engine.response.Decision.Order;
import io.cordon.engine.response.Decision.Withheld;
import io.cordon.engine.response.DeskStore.Given;
import io.cordon.engine.response.DeskStore.Names;
import io.cordon.engine.response.DeskStore.Waiting;
import io.cordon.engine.rule.Response.Action;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What went out, and how it is taken back. */
final class Ledger implements Containment.Ordered {
    /** What was taken back is not done again by itself for so long. */
    static final long HELD_BACK = Duration.ofHours(1).toMillis();

    /** A command is remembered beyond its end: it may be read again. */
    private static final long REMEMBERED = Duration.ofHours(1).toMillis();

    static final String FINDING = "finding ";
    private static final String GIVEN = "given ";
    private static final String TAKEN_BACK = "taken back ";
    private static final String UNDONE = "undone ";
    private static final String SEQUENCE = "sequence ";

    private final DeskStore store;
    private final Agenda agenda;
    private final Desk.Out out;
    private final LeaseBook leases;
    private final WaitingRoom waiting;
    private final Answers answers;

    Ledger(
            String tenant,
            DeskStore store,
            Agenda agenda,
            WaitingRoom waiting,
            Answers answers,
            StandingBook standing,
            Desk.Out out) {
        this.store = store;
        this.agenda = agenda;
        this.waiting = waiting;
        this.answers = answers;
        this.out = out;
        this.leases = new LeaseBook(tenant, store, agenda, standing, out);
    }

    /** Whether a command of this id went out, or was refused, or waits. */
    @Override
    public boolean test(String commandId) {
        return store.given().get(commandId) != null || waiting.get(commandId) != null;
    }

    /** All versions that would have the same lease last longer have one id for that, until one of them does. */
    @Override
    public @Nullable Order renewal(Order order, String finding) {
        if (!leases.isWantedBy(order.lease(), finding) || isCovered(order)) {
            return null;
        }
        String id = OpenC2.id("renewal", order.commandId(), Long.toString(leases.stop(order.lease())));
        return test(id) ? null : order.under(id);
    }

    /** Whether what an order wants holds already, about as long. */
    boolean isCovered(Order order) {
        return leases.covers(order.lease(), order.stopMillis());
    }

    static Withheld noRoom(Order order) {
        return new Withheld(
                Gate.BUDGET,
                "more holds on " + order.target().endpoint() + " already than its desired state has room for");
    }

    boolean hasRoom(Order order) {
        return leases.hasRoom(order);
    }

    boolean isRenewal(Order order) {
        return leases.isLive(order.lease());
    }

    void support(Order order, String finding) {
        leases.support(order.lease(), finding);
        Agenda.add(store.names(), FINDING + finding, "lease " + order.lease());
    }

    /** Tells an endpoint anew what it is to hold to. */
    void publish(String endpoint, long now) {
        leases.publish(endpoint, now);
    }

    /** Until when the same is not done again by itself, or null. */
    @Nullable
    Long heldBackUntil(Order order) {
        return store.numbers()
                .get(TAKEN_BACK + same(order.action(), order.target().endpoint(), order.payload()));
    }

    void give(String finding, Order order, long now) {
        give(Given.of(finding, order), order.startMillis(), now);
    }

    private void give(Given order, long startMillis, long now) {
        Outgoing sent =
                send(order.commandId(), order.endpoint(), order.payload(), startMillis, order.stopMillis(), now);
        Given given = order.with(sent.payload());
        remember(given);
        answers.await(sent, now);
        if (!given.lease().isEmpty()) {
            leases.hold(given, now);
        }
    }

    private void remember(Given given) {
        store.given().put(given.commandId(), given);
        Agenda.add(store.names(), FINDING + given.finding(), given.commandId());
        agenda.note(GIVEN + given.commandId(), given.stopMillis() + REMEMBERED);
    }

    /** Has what undoes an order go out, whatever the brakes say. */
    Outgoing send(ObjectNode order, String endpoint, Release word, long now) {
        String id = order.path("command_id").asText();
        return send(id, endpoint, OrderText.write(order), word.startMillis(), word.stopMillis(), now);
    }

    /** The same, again and again until it is answered. */
    void await(ObjectNode order, String endpoint, Release word, long now) {
        answers.await(send(order, endpoint, word, now), now);
    }

    private Outgoing send(String id, String endpoint, String payload, long startMillis, long stopMillis, long now) {
        return send(id, endpoint, payload, startMillis, stopMillis, startMillis, now);
    }

    private Outgoing send(
            String id, String endpoint, String payload, long startMillis, long stopMillis, long atLeast, long now) {
        long sequence = agenda.next(store.numbers(), SEQUENCE + endpoint, atLeast, now);
        ObjectNode order = OrderText.read(payload);
        OrderText.cordon(order).put("sequence", sequence);
        Outgoing outgoing = new Outgoing(id, endpoint, OrderText.write(order), startMillis, stopMillis);
        out.command(outgoing);
        if (OrderText.takesBack(order)) {
            undone(id, stopMillis);
        }
        return outgoing;
    }

    /** A person said yes: it is done now, for so long. */
    void approve(Waiting held, String by, long lasts, long now) {
        long stop = now + lasts;
        ObjectNode order = OrderText.read(held.payload());
        OrderText.retime(order, now, stop, "approved by " + by + ": " + held.why());
        waiting.remove(held);
        give(held.with(OrderText.write(order)).given(stop, true), now, now);
    }

    /** A person said no: it is remembered as long as it could have been said yes to. */
    void refuse(Waiting held) {
        waiting.remove(held);
        remember(held.given(held.dueMillis(), false));
    }

    /**
     * A finding was disproved: what waits is dropped, what went out is cancelled where it was not executed yet, and what was suspended
     * is resumed. What else was ordered for a time runs to its end, and is not renewed: who owns a host owns its clock, and a
     * back-dated event must not open the door. What disproved the finding is not known here, so it is never released sooner.
     */
    void takeBack(String finding, long now) {
        Names names = store.names().get(FINDING + finding);
        store.names().remove(FINDING + finding);
        for (String name : names == null ? List.<String>of() : names.all()) {
            Waiting held = waiting.get(name);
            Given given = store.given().get(name);
            if (name.startsWith("lease ")) {
                String lease = name.substring("lease ".length());
                given = leases.abandon(lease, finding) ? null : store.given().get(leases.order(lease));
            }
            if (held != null) {
                waiting.remove(held);
                if (held.isSettling()) {
                    notAgainFor(held.action(), held.endpoint(), held.payload(), now);
                }
            } else if (given != null && given.isOut() && now < given.stopMillis()) {
                takeBack(given, now);
            }
        }
    }

    private void takeBack(Given given, long now) {
        if (!given.lease().isEmpty() && leases.abandon(given.lease(), given.finding())) {
            return; // another finding wants it too
        }
        undo(OrderText.cancel(given), given, "cancel", now);
        if (given.action() == Action.SUSPEND) {
            undo(OrderText.opposite(given), given, "undo", now);
        }
        calledOff(given, now);
    }

    private void calledOff(Given given, long now) {
        if (given.action() == Action.SUSPEND) {
            leases.release(given.lease(), now);
        }
        heldBack(given, now);
    }

    /** What holds for a time ends, whoever wanted it. */
    void released(Given given, long now) {
        leases.release(given.lease(), now);
        heldBack(given, now);
    }

    private void heldBack(Given given, long now) {
        answers.forget(given.commandId());
        notAgainFor(given.action(), given.endpoint(), given.payload(), now);
    }

    private void notAgainFor(Action action, String endpoint, String payload, long now) {
        String same = TAKEN_BACK + same(action, endpoint, payload);
        store.numbers().put(same, now + HELD_BACK);
        agenda.note(same, now + HELD_BACK);
    }

    /**
     * Times and sequence follow from the order and not from now: undone anew after a restore, it is the same to the byte. What is out
     * was read back, and is not sent again.
     */
    private void undo(ObjectNode order, Given given, String kind, long now) {
        String id = OpenC2.id(kind, given.commandId());
        if (isUndone(id)) {
            return;
        }
        long start = OrderText.start(given.payload());
        long last = Math.max(OrderText.sequence(given.payload()), leases.sequence(given.lease()));
        long after = 1 + Math.max(start, last);
        OrderText.retime(order, start, given.stopMillis(), "its finding was disproved");
        order.put("command_id", id);
        send(id, given.endpoint(), OrderText.write(order), start, given.stopMillis(), after, now);
    }

    /** Whether what takes an order back is out already, by its own id. */
    boolean isUndone(String id) {
        return store.numbers().get(UNDONE + id) != null;
    }

    private void undone(String id, long stopMillis) {
        store.numbers().put(UNDONE + id, stopMillis + REMEMBERED);
        agenda.note(UNDONE + id, stopMillis + REMEMBERED);
    }

    private static String same(Action action, String endpoint, String payload) {
        return OpenC2.id(
                action.written(),
                endpoint,
                OrderText.read(payload).path("target").toString());
    }

    /** Takes up what is out already; returns it where it was not known. */
    @Nullable
    Given readBack(String endpoint, String payload, long now) {
        ObjectNode order = OrderText.read(payload);
        agenda.next(
                store.numbers(),
                SEQUENCE + endpoint,
                OrderText.cordon(order).path("sequence").asLong(),
                now);
        if (OrderText.takesBack(order)) {
            readBack(order, now);
            return null;
        }
        Given given = OrderText.given(order, endpoint);
        if (given == null) {
            return null;
        }
        if (store.given().get(given.commandId()) != null) {
            answers.readBack(given.commandId(), now);
            return null;
        }
        Waiting held = waiting.get(given.commandId());
        if (held != null) {
            waiting.remove(held);
        }
        remember(given);
        answers.await(
                new Outgoing(given.commandId(), endpoint, payload, OrderText.start(payload), given.stopMillis()), now);
        if (!given.lease().isEmpty() && now < given.stopMillis()) {
            leases.hold(given, now);
        }
        return given;
    }

    /** What is known to be taken back was perhaps ordered anew since. */
    private void readBack(ObjectNode undoing, long now) {
        String id = undoing.path("command_id").asText();
        if (isUndone(id)) {
            return;
        }
        undone(id, undoing.path("args").path("stop_time").asLong());
        Given off = store.given().get(undoing.at("/target/command").asText());
        if (off != null) {
            leases.abandon(off.lease(), off.finding());
            calledOff(off, now);
        }
        Given released = store.given().get(OrderText.releases(undoing));
        if (released != null) {
            released(released, now);
        }
    }

    /** Lets go what has ended. */
    void forget(String name, long now) {
        if (name.startsWith(GIVEN)) {
            Given given = store.given().get(name.substring(GIVEN.length()));
            if (given != null && given.stopMillis() + REMEMBERED <= now) {
                store.given().remove(given.commandId());
                Agenda.remove(store.names(), FINDING + given.finding(), given.commandId());
            }
        } else if (name.startsWith(TAKEN_BACK) || name.startsWith(UNDONE)) {
            Long until = store.numbers().get(name);
            if (until != null && until <= now) {
                store.numbers().remove(name);
            }
        } else if (name.startsWith(Agenda.NUMBER)) {
            agenda.forget(store.numbers(), name, now);
        } else {
            leases.due(name, now);
        }
    }
}
