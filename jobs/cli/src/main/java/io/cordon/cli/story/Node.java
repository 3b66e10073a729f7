package io.cordon.cli.story;

import io.cordon.engine.finding.Finding;
import io.cordon.engine.incident.AttackGraph;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that the picture may show as a box: a process, an object that an edge left, or somebody who is not known. */
final class Node {
    final String key;
    final String endpoint;
    final String label;
    /** On its endpoint's clock, in µs. */
    final long time;
    /** On the clock that the picture is drawn by. */
    final long drawnAt;
    /** Null for what is no process. */
    final AttackGraph.@Nullable ProcessNode process;

    final List<Finding> findings = new ArrayList<>();

    @Nullable
    Node parent;
    /** Whether an edge begins or ends here. */
    boolean isEdgeEnd;

    Node(
            String key,
            String endpoint,
            String label,
            long time,
            long drawnAt,
            AttackGraph.@Nullable ProcessNode process) {
        this.key = key;
        this.endpoint = endpoint;
        this.label = label;
        this.time = time;
        this.drawnAt = drawnAt;
        this.process = process;
    }

    static String key(String endpoint, String entity) {
        return endpoint + ' ' + entity;
    }
}
