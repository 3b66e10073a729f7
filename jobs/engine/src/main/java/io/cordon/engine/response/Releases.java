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
    private static final String RELEASE = "release";

    private final DeskStore store;
    private final Ledger ledger;

    Releases(DeskStore store, Ledger ledger) {
        this.store = store;
        this.ledger = ledger;
    }

    /** Has an order undone; whether that changes anything: what was undone already, or was never done for good or for a time, is not. */
    boolean release(Release word, long now) {
        Given given = given(word);
        if (given == null || now >= word.stopMillis() || ledger.isUndone(id(RELEASE, given))) {
            return false;
        }
        ledger.send(worded(OrderText.cancel(given), "release cancel", given, word), given.endpoint(), word, now);
        ledger.await(worded(OrderText.releasing(given), RELEASE, given, word), given.endpoint(), word, now);
        ledger.released(given, now);
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
        return order.put("command_id", id(kind, given));
    }

    private static String id(String kind, Given given) {
        return OpenC2.id(kind, given.commandId());
    }
}
