package io.cordon.engine.response;

import io.cordon.engine.response.Decision.Held;
import io.cordon.engine.response.Decision.Order;
import io.cordon.engine.response.Decision.Withheld;
import io.cordon.engine.response.DeskStore.Waiting;
import org.jspecify.annotations.Nullable;

/** Orders that wait, for a person or for time to pass. */
final class WaitingRoom {
    /** How many orders of one rule wait for a person at a time; nobody reads more. */
    static final int MOST = 1_000;

    private static final String OF_RULE = "waiting of ";
    private static final String WAITING = "waiting ";

    private final DeskStore store;
    private final Agenda agenda;
    private final Desk.Out out;

    WaitingRoom(DeskStore store, Agenda agenda, Desk.Out out) {
        this.store = store;
        this.agenda = agenda;
        this.out = out;
    }

    @Nullable
    Waiting get(String commandId) {
        return store.waiting().get(commandId);
    }

    /** Keeps what waits for a person; or says why no more is kept. */
    @Nullable
    Withheld hold(ContainmentCase one, Held held) {
        Long waiting = store.numbers().get(OF_RULE + one.rule());
        if (waiting != null && waiting >= MOST) {
            return new Withheld(held.gate(), held.why() + "; " + MOST + " orders of the rule wait already");
        }
        keep(waiting(one, held.order(), held.gate().name(), held.why(), held.expiresMillis()));
        return null;
    }

    /** Keeps what goes out by itself at a time, unless it is taken back before. */
    void settle(ContainmentCase one, Order order, long dueMillis) {
        keep(waiting(one, order, "", "it may still be disproved", dueMillis));
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
        Agenda.add(store.names(), Ledger.FINDING + waiting.finding(), waiting.commandId());
        agenda.note(WAITING + waiting.commandId(), waiting.dueMillis());
        if (!waiting.isSettling()) {
            count(waiting, 1);
            out.held(waiting);
        }
    }

    void remove(Waiting waiting) {
        store.waiting().remove(waiting.commandId());
        if (!waiting.isSettling()) {
            count(waiting, -1);
        }
    }

    private void count(Waiting waiting, int change) {
        String key = OF_RULE + waiting.rule();
        Long before = store.numbers().get(key);
        long now = (before == null ? 0 : before) + change;
        if (now == 0) {
            store.numbers().remove(key);
        } else {
            store.numbers().put(key, now);
        }
    }

    static boolean isName(String name) {
        return name.startsWith(WAITING);
    }

    /** Lets go what nobody approved in time; returns what was only waiting for this moment, if that was it. */
    @Nullable
    Waiting due(String name, long now) {
        Waiting waiting = get(name.substring(WAITING.length()));
        if (waiting == null || waiting.dueMillis() > now) {
            return null;
        }
        if (waiting.isSettling()) {
            return waiting;
        }
        drop(waiting);
        return null;
    }

    /** Forgets what waits as if it never had. */
    void drop(Waiting waiting) {
        remove(waiting);
        Agenda.remove(store.names(), Ledger.FINDING + waiting.finding(), waiting.commandId());
    }
}
