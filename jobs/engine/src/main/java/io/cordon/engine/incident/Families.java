package io.cordon.engine.incident;

import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.incident.AttackGraph.ProcessNode;
import io.cordon.engine.tree.EndpointStore;
import io.cordon.engine.tree.ProcessEntry;
import io.cordon.engine.tree.ProcessTree;
import io.cordon.engine.tree.Start;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An endpoint's processes by the tree that they stand in, as they are known when it is first asked. */
public final class Families {
    private final String endpoint;
    private final EndpointStore store;
    private final ProcessTree tree;
    private final Kin kin;
    private @Nullable Map<String, List<ProcessNode>> byTree;

    public Families(String endpoint, EndpointStore store) {
        this.endpoint = endpoint;
        this.store = store;
        this.tree = new ProcessTree(endpoint, store);
        this.kin = new Kin(endpoint, entity -> Link.of(endpoint, tree, entity, 0));
    }

    Kin kin() {
        return kin;
    }

    /** The processes of a tree, in order of their starts; none where it is not this endpoint's. */
    List<ProcessNode> members(String name) {
        Map<String, List<ProcessNode>> all = byTree;
        if (all == null) {
            all = read();
            byTree = all;
        }
        return all.getOrDefault(name, List.of());
    }

    private Map<String, List<ProcessNode>> read() {
        Map<String, String> saidByChildren = new HashMap<>();
        Map<String, Long> firstChildren = new HashMap<>();
        for (String entity : store.processes().keys()) {
            ProcessEntry child = tree.process(entity);
            String parent = child == null ? null : child.parent();
            Start start = child == null ? null : tree.start(child);
            if (start != null && parent != null) {
                String image = start.column(Column.PARENT_EXECUTABLE);
                if (image != null) {
                    saidByChildren.merge(parent, image, (one, other) -> one.compareTo(other) <= 0 ? one : other);
                }
                firstChildren.merge(parent, utc(start.time(), start.clock()), Math::min);
            }
        }
        Map<String, List<ProcessNode>> read = new HashMap<>();
        for (String entity : store.processes().keys()) {
            ProcessNode process = process(entity, saidByChildren, firstChildren);
            read.computeIfAbsent(kin.treeOf(entity), root -> new ArrayList<>()).add(process);
        }
        read.values().forEach(processes -> processes.sort(ProcessNode.ORDER));
        return read;
    }

    private ProcessNode process(String entity, Map<String, String> saidByChildren, Map<String, Long> firstChildren) {
        ProcessEntry entry = tree.process(entity);
        Start start = entry == null ? null : tree.start(entry);
        long end = entry == null ? EndpointEvent.ABSENT : entry.end();
        boolean isSeen = start != null && start.isKnown();
        long at = start == null
                ? firstChildren.getOrDefault(entity, EndpointEvent.ABSENT)
                : utc(start.time(), start.clock());
        String image = start == null ? null : start.column(Column.EXECUTABLE);
        return new ProcessNode(
                endpoint,
                entity,
                text(kin.parent(entity)),
                text(image == null ? saidByChildren.get(entity) : image),
                start == null ? "" : text(start.column(Column.COMMAND_LINE)),
                start == null ? "" : text(start.column(Column.USER)),
                start == null ? "" : text(start.column(Column.INTEGRITY_LEVEL)),
                start == null ? "" : text(start.column(Column.PARENT_EXECUTABLE)),
                start == null ? EndpointEvent.ABSENT : start.pid(),
                at,
                isSeen,
                end);
    }

    private long utc(long time, Clock clock) {
        return store.header().utc(time, clock);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
