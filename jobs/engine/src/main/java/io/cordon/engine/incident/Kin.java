package io.cordon.engine.incident;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells which of an endpoint's trees a process stands in, as it was when it was first asked. */
final class Kin {
    private static final Set<String> EVERYWHERE = Set.of("0x0", "0", "-", "0x3e7", "0x3e4", "0x3e5", "0x3e3");

    private final String endpoint;
    private final Links links;
    private final Map<String, String> roots = new HashMap<>();

    /** Where the endpoint's processes stand. */
    interface Links {
        /** Null where nothing is known of a process. */
        @Nullable
        Link of(String entity);
    }

    Kin(String endpoint, Links links) {
        this.endpoint = endpoint;
        this.links = links;
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
            Link link = links.of(at);
            if (link != null && !link.session().isEmpty() && !EVERYWHERE.contains(link.session())) {
                sessions.add(session(endpoint, link.session()));
            }
        }
        return sessions;
    }

    static String session(String endpoint, String logonId) {
        return endpoint + ' ' + logonId.toLowerCase(Locale.ROOT);
    }

    /** A process and its ancestors in its tree; none for what starts others on behalf of everybody. */
    Set<String> line(String entity) {
        Set<String> line = new LinkedHashSet<>();
        for (String at = isShared(entity) ? null : entity; at != null && line.add(at); ) {
            at = parent(at);
        }
        return line;
    }

    boolean isShared(String entity) {
        Link link = links.of(entity);
        return link != null && SharedHosts.contains(link.image());
    }

    /** The parent in the same tree, or null for its root. */
    @Nullable
    String parent(String entity) {
        Link link = links.of(entity);
        String parent = link == null ? null : link.parent();
        if (parent == null || isShared(parent)) {
            return null;
        }
        // The parent's own start was often not recorded; then its child says what it was.
        Link above = links.of(parent);
        boolean isSaid = above == null || above.image().isEmpty();
        return isSaid && SharedHosts.contains(Objects.requireNonNull(link).parentImage()) ? null : parent;
    }
}
