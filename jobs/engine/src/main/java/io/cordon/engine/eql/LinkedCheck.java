package io.cordon.engine.eql;

import io.cordon.engine.eql.Query.Item;
import io.cordon.engine.eql.Query.Linked;
import java.util.List;

/** What several events have to have so that they can belong together. */
final class LinkedCheck {
    private LinkedCheck() {}

    static void check(Linked linked) throws QueryRefusedException {
        List<Item> items = linked.items();
        if (items.stream().mapToInt(Item::runs).sum() < 2) {
            throw new QueryRefusedException(linked.at(), "expected at least two events");
        }
        int keys = items.get(0).by().size();
        for (Item item : items) {
            keys(item, keys);
            if (item.missing() && linked.maxspan() == null) {
                throw new QueryRefusedException(item.at(), "expected 'with maxspan' before a missing event");
            }
            if (item.missing() && item.runs() > 1) {
                throw new QueryRefusedException(item.at(), "expected no 'runs' behind a missing event");
            }
        }
        if (items.stream().allMatch(Item::missing)) {
            throw new QueryRefusedException(linked.at(), "expected at least one event that is not missing");
        }
        if (linked.kind() == SearchChain.Kind.SAMPLE && linked.by().isEmpty() && keys == 0) {
            throw new QueryRefusedException(linked.at(), "expected 'by' with what the events share");
        }
        Item until = linked.until();
        if (until != null) {
            keys(until, keys);
            if (until.missing() || until.runs() > 1) {
                throw new QueryRefusedException(until.at(), "expected one event behind 'until'");
            }
        }
    }

    private static void keys(Item item, int keys) throws QueryRefusedException {
        if (item.by().size() != keys) {
            throw new QueryRefusedException(
                    item.at(),
                    "expected " + keys + " fields behind 'by', as behind the first event, found "
                            + item.by().size());
        }
    }
}
