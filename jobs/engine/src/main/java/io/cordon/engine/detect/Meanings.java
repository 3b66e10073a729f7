package io.cordon.engine.detect;

import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.rule.Response;
import io.cordon.engine.tree.ProcessTree;
import java.util.HashMap;
import java.util.Map;

/** What responses mean in one event, while the tree does not change: most rules that hold want the same. */
final class Meanings {
    private final EndpointEvent event;
    private final ProcessTree tree;
    private final Map<Response, Meant> known = new HashMap<>(2);

    Meanings(EndpointEvent event, ProcessTree tree) {
        this.event = event;
        this.tree = tree;
    }

    Meant of(Response response) {
        return known.computeIfAbsent(response, one -> Meant.by(one, event, tree.actor(event), tree));
    }
}
