package io.cordon.cli.story;

import io.cordon.engine.finding.Finding;
import io.cordon.engine.rule.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which boxes are drawn, and which are folded into a line under the nearest ancestor that is.
 *
 * <p>Drawn is what an edge joins, then for each rule what it found first, then what else was found, the worst first, each with
 * its nearest ancestors, until {@value #MOST} are; the quiet ones only where all of them have room.
 */
final class Selection {
    private static final int MOST = 70;
    private static final int MOST_ANCESTORS = 12;
    private static final Comparator<Node> BY_TIME =
            Comparator.<Node>comparingLong(node -> node.drawnAt).thenComparing(node -> node.key);

    private final Set<Node> drawn = new HashSet<>();
    private final Map<Node, Node> nearest = new HashMap<>();
    /** What is drawn, by the nearest ancestor that is; by lane where none is. */
    private final Map<String, List<Node>> under = new HashMap<>();
    /** What is not, likewise. */
    private final Map<String, List<Node>> folded = new HashMap<>();

    Selection(Nodes nodes) {
        Collection<Node> all = nodes.all();
        all.stream().filter(node -> node.isEdgeEnd).sorted(BY_TIME).forEach(this::draw);
        ranked(all).forEach(this::draw);
        if (all.size() <= MOST) {
            drawn.addAll(all);
        }
        for (Node node : all) {
            Node above = find(node);
            String key = above == null ? lane(node.endpoint) : above.key;
            (drawn.contains(node) ? under : folded)
                    .computeIfAbsent(key, none -> new ArrayList<>())
                    .add(node);
        }
        under.values().forEach(nodesUnder -> nodesUnder.sort(BY_TIME));
    }

    static String lane(String endpoint) {
        return "lane " + endpoint;
    }

    boolean isDrawn(Node node) {
        return drawn.contains(node);
    }

    /** What is folded under a box or lane. */
    List<Node> folded(String key) {
        return folded.getOrDefault(key, List.of());
    }

    /** The nearest ancestor that is drawn, or null. */
    @Nullable
    Node drawnAncestor(Node node) {
        return nearest.get(node);
    }

    /** The boxes that are drawn right under a box or in a lane, by time. */
    List<Node> under(String key) {
        return under.getOrDefault(key, List.of());
    }

    /** Walks up no path twice, for trees may be as deep as they are large. */
    private @Nullable Node find(Node node) {
        List<Node> path = new ArrayList<>();
        Set<Node> passed = new HashSet<>();
        Node at = node;
        Node found = null;
        while (passed.add(at)) {
            path.add(at);
            Node above = at.parent;
            found = above == null || drawn.contains(above) ? above : nearest.get(above);
            if (above == null || found != null) {
                break;
            }
            at = above;
        }
        for (Node one : path) {
            if (found != null) {
                nearest.put(one, found);
            }
        }
        return found;
    }

    private void draw(Node node) {
        if (drawn.size() >= MOST || !drawn.add(node)) {
            return;
        }
        int steps = 0;
        for (Node at = node.parent; at != null && steps < MOST_ANCESTORS; at = at.parent) {
            drawn.add(at);
            steps++;
        }
    }

    private static List<Node> ranked(Collection<Node> all) {
        Set<String> rules = new HashSet<>();
        Map<Node, Integer> news = new HashMap<>();
        List<Node> found = new ArrayList<>(all.stream()
                .filter(node -> !node.findings.isEmpty())
                .sorted(BY_TIME)
                .toList());
        for (Node node : found) {
            int fresh = 0;
            for (Finding finding : node.findings) {
                fresh += rules.add(finding.rule().id()) ? 1 : 0;
            }
            news.put(node, fresh);
        }
        found.sort(Comparator.comparing((Node node) -> news.getOrDefault(node, 0) == 0)
                .thenComparing(Selection::worst, Comparator.reverseOrder())
                .thenComparing(node -> node.drawnAt)
                .thenComparing(node -> node.key));
        return found;
    }

    static Rule.Level worst(Node node) {
        return node.findings.stream()
                .map(finding -> finding.rule().level())
                .max(Comparator.naturalOrder())
                .orElse(Rule.Level.INFORMATIONAL);
    }
}
