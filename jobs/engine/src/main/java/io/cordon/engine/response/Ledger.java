package io.cordon.engine.response;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.response.Decision.Held;
import io.cordon.engine.response.Decision.Order;
import io.cordon.engine.response.Decision.Withheld;
import io.cordon.engine.response.Desk.Outgoing;
import io.cordon.engine.response.DeskStore.Given;
import io.cordon.engine.response.DeskStore.Names;
import io.cordon.engine.response.DeskStore.Waiting;
import io.cordon.engine.response.Governor.Braked;
import io.cordon.engine.rule.Response.Action;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What went out, what waits, and how it is taken back. */
final class Ledger {
    /** How many orders of one rule wait at a time; a person reads no more. */
    static final int MOST_WAITING = 1_000;
    /** What was taken back is not done again by itself for so long. */
    static final long HELD_BACK = Duration.ofHours(1).toMillis();

    /** A command is remembered beyond its end: it may be read again. */
    private static final long REMEMBERED = Duration.ofHours(1).toMillis();

    static final String FINDING = "finding ";
    private static final String WAITING_OF = "waiting of ";
    private static final String TAKEN_BACK = "taken back ";
    private static final String SEQUENCE = "sequence ";

    private final DeskStore store;
    private final Agenda agenda;
    private final Desk.Out out;
    private final LeaseBook leases;

    Ledger(String tenant, DeskStore store, Agenda agenda, Desk.Out out) {
        this.store = store;
        this.agenda = agenda;
        this.out = out;
        this.leases = new LeaseBook(tenant, store, agenda, out);
    }

    /** Whether what an order wants holds already, about as long. */
    boolean isCovered(Order order) {
        return leases.covers(order.lease(), order.stopMillis());
    }

    boolean isRenewal(Order order) {
        return leases.isLive(order.lease());
    }

    void support(Order order, String finding) {
        leases.support(order.lease(), finding);
        Agenda.add(store.names(), FINDING + finding, "lease " + order.lease());
    }

    /** Until when the same is not done again by itself, or null. */
    @Nullable
    Long heldBackUntil(Order order) {
        return store.numbers()
                .get(TAKEN_BACK + same(order.action(), order.target().endpoint(), order.payload()));
    }

    void give(String finding, Order order, long now) {
        give(
                new Given(
                        order.commandId(),
                        finding,
                        order.action(),
                        order.target().endpoint(),
                        order.payload(),
                        order.lease(),
                        order.stopMillis(),
                        true),
                order.startMillis(),
                now);
    }

    void give(Waiting waiting, long now) {
        remove(waiting);
        give(
                new Given(
                        waiting.commandId(),
                        waiting.finding(),
                        waiting.action(),
                        waiting.endpoint(),
                        waiting.payload(),
                        waiting.lease(),
                        waiting.stopMillis(),
                        true),
                waiting.startMillis(),
                now);
    }

    private void give(Given given, long startMillis, long now) {
        remember(given);
        send(given.commandId(), given.endpoint(), given.payload(), startMillis, given.stopMillis(), now);
        if (!given.lease().isEmpty()) {
            leases.hold(given, now);
        }
    }

    private void remember(Given given) {
        store.given().put(given.commandId(), given);
        Agenda.add(store.names(), FINDING + given.finding(), given.commandId());
        agenda.note("given " + given.commandId(), given.stopMillis() + REMEMBERED);
    }

    private void send(String id, String endpoint, String payload, long startMillis, long stopMillis, long now) {
        long sequence = agenda.next(store.numbers(), SEQUENCE + endpoint, startMillis, now);
        ObjectNode order = OrderText.read(payload);
        OrderText.cordon(order).put("sequence", sequence);
        out.command(new Outgoing(id, endpoint, OrderText.write(order), startMillis, stopMillis));
    }

    /** Keeps what waits for a person; or says why no more is kept. */
    @Nullable
    Withheld hold(ContainmentCase one, Held held) {
        Long waiting = store.numbers().get(WAITING_OF + one.rule());
        if (waiting != null && waiting >= MOST_WAITING) {
            return new Withheld(held.gate(), held.why() + "; " + MOST_WAITING + " orders of the rule wait already");
        }
        keep(waiting(one, held.order(), held.gate().name(), held.why(), held.expiresMillis()));
        return null;
    }

    void settle(ContainmentCase one, Order order, long dueMillis) {
        keep(waiting(one, order, "", "it may still be disproved", dueMillis));
    }

    void holdSettled(Waiting due, Braked braked, long now) {
        remove(due);
        long expires = now + Containment.HELD.toMillis();
        keep(new Waiting(
                due.commandId(),
                due.finding(),
                due.rule(),
                due.action(),
                due.endpoint(),
                due.payload(),
                due.lease(),
                due.startMillis(),
                due.stopMillis(),
                braked.gate().name(),
                braked.why(),
                expires));
    }

    private static Waiting waiting(ContainmentCase one, Order order, String gate, String why, long due) {
        return new Waiting(
                order.commandId(),
                one.finding(),
                one.rule(),
                order.action(),
                order.target().endpoint(),
                order.payload(),
                order.lease(),
                order.startMillis(),
                order.stopMillis(),
                gate,
                why,
                due);
    }

    private void keep(Waiting waiting) {
        store.waiting().put(waiting.commandId(), waiting);
        Agenda.add(store.names(), FINDING + waiting.finding(), waiting.commandId());
        count(waiting, 1);
        agenda.note("waiting " + waiting.commandId(), waiting.dueMillis());
        if (!waiting.isSettling()) {
            out.held(waiting);
        }
    }

    private void remove(Waiting waiting) {
        store.waiting().remove(waiting.commandId());
        count(waiting, -1);
    }

    private void count(Waiting waiting, int change) {
        if (waiting.isSettling()) {
            return;
        }
        String key = WAITING_OF + waiting.rule();
        Long before = store.numbers().get(key);
        long now = (before == null ? 0 : before) + change;
        if (now == 0) {
            store.numbers().remove(key);
        } else {
            store.numbers().put(key, now);
        }
    }

    /** A person said yes: it is done now, and as long as it would have been. */
    void approve(Waiting waiting, String by, long now) {
        long stop = now + (waiting.stopMillis() - waiting.startMillis());
        ObjectNode order = OrderText.read(waiting.payload());
        OrderText.retime(order, now, stop, "approved by " + by + ": " + waiting.why());
        remove(waiting);
        give(
                new Given(
                        waiting.commandId(),
                        waiting.finding(),
                        waiting.action(),
                        waiting.endpoint(),
                        OrderText.write(order),
                        waiting.lease(),
                        stop,
                        true),
                now,
                now);
    }

    /** A person said no: it is remembered as long as it could have been said yes to. */
    void refuse(Waiting waiting) {
        remove(waiting);
        remember(new Given(
                waiting.commandId(),
                waiting.finding(),
                waiting.action(),
                waiting.endpoint(),
                waiting.payload(),
                waiting.lease(),
                waiting.dueMillis(),
                false));
    }

    /**
     * A finding was disproved: what waits is dropped, what went out is cancelled where it was not executed yet, and what was suspended
     * is resumed. What an agent has done for a time runs to its end, and is not renewed: who owns a host owns its clock, and a
     * back-dated event must not open the door.
     */
    void takeBack(String finding, long now) {
        Names names = store.names().get(FINDING + finding);
        store.names().remove(FINDING + finding);
        for (String name : names == null ? List.<String>of() : names.all()) {
            Waiting waiting = store.waiting().get(name);
            Given given = store.given().get(name);
            if (name.startsWith("lease ")) {
                leases.abandon(name.substring("lease ".length()), finding, now);
            } else if (waiting != null) {
                remove(waiting);
            } else if (given != null && given.isOut() && now < given.stopMillis()) {
                takeBack(given, now);
            }
        }
    }

    private void takeBack(Given given, long now) {
        if (!given.lease().isEmpty() && leases.abandon(given.lease(), given.finding(), now)) {
            return; // another finding wants it too
        }
        undo(OrderText.cancel(given), given, "cancel", now);
        if (given.action() == Action.SUSPEND) {
            undo(OrderText.opposite(given), given, "undo", now);
        }
        String same = TAKEN_BACK + same(given.action(), given.endpoint(), given.payload());
        store.numbers().put(same, now + HELD_BACK);
        agenda.note(same, now + HELD_BACK);
    }

    private void undo(ObjectNode order, Given given, String kind, long now) {
        String id = OpenC2.id(kind, given.commandId());
        OrderText.retime(order, now, given.stopMillis(), "its finding was disproved");
        order.put("command_id", id);
        send(id, given.endpoint(), OrderText.write(order), now, given.stopMillis(), now);
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
        Given given = OrderText.given(order, endpoint);
        if (given == null || store.given().get(given.commandId()) != null) {
            return null;
        }
        Waiting waiting = store.waiting().get(given.commandId());
        if (waiting != null) {
            remove(waiting);
        }
        remember(given);
        if (!given.lease().isEmpty() && now < given.stopMillis()) {
            leases.hold(given, now);
        }
        return given;
    }

    /** Lets go what has ended; returns what was waiting for this moment, if that was it. */
    @Nullable
    Waiting due(String name, long now) {
        if (name.startsWith("waiting ")) {
            Waiting waiting = store.waiting().get(name.substring("waiting ".length()));
            if (waiting != null && waiting.dueMillis() <= now) {
                if (waiting.isSettling()) {
                    return waiting;
                }
                remove(waiting);
                Agenda.remove(store.names(), FINDING + waiting.finding(), waiting.commandId());
            }
        } else if (name.startsWith("given ")) {
            Given given = store.given().get(name.substring("given ".length()));
            if (given != null && given.stopMillis() + REMEMBERED <= now) {
                store.given().remove(given.commandId());
                Agenda.remove(store.names(), FINDING + given.finding(), given.commandId());
            }
        } else if (name.startsWith(TAKEN_BACK)) {
            Long until = store.numbers().get(name);
            if (until != null && until <= now) {
                store.numbers().remove(name);
            }
        } else if (name.startsWith(Agenda.NUMBER)) {
            agenda.forget(store.numbers(), name, now);
        } else {
            leases.due(name, now);
        }
        return null;
    }
}
