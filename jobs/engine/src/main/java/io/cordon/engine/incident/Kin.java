package io.cordon.engine.incident;

import io.cordon.engine.event.Column;
import io.cordon.engine.tree.ProcessEntry;
import io.cordon.engine.tree.ProcessTree;
import io.cordon.engine.tree.Start;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells which of an endpoint's trees a process stands in, as it was when it was first asked. */
final class Kin {
    private static final Set<String> EVERYWHERE = Set.of("0x0", "0", "-", "0x3e7", "0x3e4", "0x3e5", "0x3e3");

    private final String endpoint;
    private final ProcessTree tree;
    private final Map<String, String> roots = new HashMap<>();

    Kin(String endpoint, ProcessTree tree) {
        this.endpoint = endpoint;
        this.tree = tree;
    }

    /** The highest ancestor below what others share; the process itself where nothing is known of it. */
    String root(String entity) {
        Set<String> passed = new LinkedHashSet<>();
        String at = entity;
        for (String above = at; above != null && passed.add(above); above = parent(at)) {
            at = above;
            String known = roots.get(above);
            if (known != null) {
                at = known;
                break;
            }
        }
        for (String one : passed) {
            roots.put(one, at);
        }
        return at;
    }

    /** The name of the tree that a process stands in. */
    String treeOf(String entity) {
        return tree(endpoint, root(entity));
    }

    static String tree(String endpoint, String root) {
        return endpoint + ' ' + root;
    }

    /** The sessions that a process and its ancestors in its tree run in, but for those that each endpoint has. */
    Set<String> sessions(String entity) {
        Set<String> sessions = new HashSet<>();
        Set<String> passed = new HashSet<>();
        for (String at = entity; at != null && passed.add(at); at = parent(at)) {
            Start start = start(at);
            String session = start == null ? null : start.column(Column.LOGON_ID);
            if (session != null && !EVERYWHERE.contains(session)) {
                sessions.add(session(endpoint, session));
            }
        }
        return sessions;
    }

    static String session(String endpoint, String logonId) {
        return endpoint + ' ' + logonId.toLowerCase(Locale.ROOT);
    }

    boolean isShared(String entity) {
        Start start = start(entity);
        return start != null && SharedHosts.contains(start.column(Column.EXECUTABLE));
    }

    /** The parent in the same tree, or null for its root. */
    @Nullable
    String parent(String entity) {
        ProcessEntry process = tree.process(entity);
        String parent = process == null ? null : process.parent();
        if (parent == null || isShared(parent)) {
            return null;
        }
        // The parent's own start was often not recorded; then its child says what it was.
        Start start = start(entity);
        String said = start == null ? null : start.column(Column.PARENT_EXECUTABLE);
        return SharedHosts.contains(said) && imageOf(parent) == null ? null : parent;
    }

    private @Nullable String imageOf(String entity) {
        Start start = start(entity);
        return start == null ? null : start.column(Column.EXECUTABLE);
    }

    private @Nullable Start start(String entity) {
        ProcessEntry process = tree.process(entity);
        return process == null ? null : tree.start(process);
    }
}
