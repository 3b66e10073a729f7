package io.cordon.engine.response;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.response.DeskStore.Given;
import org.jspecify.annotations.Nullable;

/**
 * What people have undone. It passes every brake and the kill switch, and the same is not done again by itself for a while.
 *
 * <p>Where nobody here remembers the order any more, as that of a file quarantined last month, the person brings it along: it is never
 * given, only its opposite is.
 */
final class Releases {
    private static final String RELEASED = "released ";

    private final DeskStore store;
    private final Agenda agenda;
    private final Ledger ledger;

    Releases(DeskStore store, Agenda agenda, Ledger ledger) {
        this.store = store;
        this.agenda = agenda;
        this.ledger = ledger;
    }

    /** Has an order undone; whether that changes anything: what was undone already, or was never done for good or for a time, is not. */
    boolean release(Release word, long now) {
        Given given = given(word);
        if (given == null || now >= word.stopMillis() || isReleased(word.commandId())) {
            return false;
        }
        ObjectNode opposite = OrderText.opposite(given);
        OrderText.cordon(opposite).put("releases", given.commandId());
        ledger.send(worded(OrderText.cancel(given), "release cancel", given, word), given.endpoint(), word, now);
        ledger.await(worded(opposite, "release", given, word), given.endpoint(), word, now);
        done(given, word.stopMillis(), now);
        return true;
    }

    private @Nullable Given given(Release word) {
        Given known = store.given().get(word.commandId());
        Given given = known != null && known.isOut()
                ? known
                : OrderText.given(
                        (ObjectNode) word.order(),
                        word.order().at("/args/x-cordon/endpoint").asText());
        if (given == null || !given.commandId().equals(word.commandId())) {
            return null;
        }
        return given.action().isLease() || given.action().isReversible() ? given : null;
    }

    private static ObjectNode worded(ObjectNode order, String kind, Given given, Release word) {
        OrderText.retime(order, word.startMillis(), word.stopMillis(), "released by " + word.by());
        return order.put("command_id", OpenC2.id(kind, given.commandId()));
    }

    /** Takes up that something was undone, where a command that is out says so. */
    void readBack(String payload, long now) {
        ObjectNode order = OrderText.read(payload);
        String id = OrderText.cordon(order).path("releases").asText();
        Given given = id.isEmpty() ? null : store.given().get(id);
        if (!id.isEmpty() && !isReleased(id)) {
            long stop = order.path("args").path("stop_time").asLong();
            if (given == null) {
                mark(id, stop);
            } else {
                done(given, stop, now);
            }
        }
    }

    private void done(Given given, long stopMillis, long now) {
        mark(given.commandId(), stopMillis);
        ledger.released(given, now);
    }

    private boolean isReleased(String id) {
        return store.numbers().get(RELEASED + id) != null;
    }

    private void mark(String id, long stopMillis) {
        store.numbers().put(RELEASED + id, stopMillis);
        agenda.note(RELEASED + id, stopMillis);
    }

    /** Lets go what has ended; whether it is one of these. */
    boolean forget(String name, long now) {
        Long until = name.startsWith(RELEASED) ? store.numbers().get(name) : null;
        if (until != null && until <= now) {
            store.numbers().remove(name);
        }
        return name.startsWith(RELEASED);
    }
}
