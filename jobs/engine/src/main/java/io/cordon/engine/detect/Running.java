package io.cordon.engine.detect;

import io.cordon.engine.condition.Anchor;
import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.tree.EndpointHeader;
import io.cordon.engine.tree.ProcessTree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the tree which processes that run already have satisfied the anchors that a set brings, so that a new rule's lineage holds for
 * them and for those that they started.
 *
 * <p>An endpoint is asked once, with its first event under a set of other anchors, and by what is kept of its starts: an anchor that
 * reads more than that holds from its rule's arrival on.
 */
final class Running {
    private final CompiledRules rules;
    private final DetectStore store;
    private final ProcessTree tree;

    Running(CompiledRules rules, DetectStore store, ProcessTree tree) {
        this.rules = rules;
        this.store = store;
        this.tree = tree;
    }

    void meet(String tenant) {
        EndpointHeader header = store.header();
        if (!header.judgedBy(rules.anchorsId())) {
            return;
        }
        store.header(header);
        if (header.processes() > 0 && !rules.anchors().isEmpty()) {
            tree.starts(tenant).forEach(this::judge);
        }
    }

    private void judge(EndpointEvent start) {
        List<Anchor> satisfied = new ArrayList<>(0);
        rules.anchorsOf(new Said(start), (anchor, truth) -> {
            if (truth == Truth.TRUE) {
                satisfied.add(anchor);
            }
        });
        satisfied.forEach(anchor -> tree.satisfied(start, anchor.id(), false, List.of()));
    }

    /** A start of which only this much is known: what it does not say is open, and so is who was above it. */
    private record Said(EndpointEvent event) implements Subject {
        @Override
        public @Nullable String text(FieldRef field) {
            return field.in(event);
        }

        @Override
        public boolean mayFill(FieldRef field) {
            return field.in(event) == null;
        }

        @Override
        public Truth descendsFrom(long anchor) {
            return Truth.OPEN_FALSE;
        }

        @Override
        public Truth isChildOf(long anchor) {
            return Truth.OPEN_FALSE;
        }

        @Override
        public Truth isEventOf(long anchor) {
            return Truth.OPEN_FALSE;
        }
    }
}
