package io.cordon.cli;

import io.cordon.wire.Activity;
import io.cordon.wire.EndpointEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One endpoint's processes as their starts were seen, drawn as a tree. */
final class ProcessTreeView {
    private static final int WIDTH = 110;

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, String> marks = new LinkedHashMap<>();

    private record Node(String label, @Nullable String parent) {}

    void add(EndpointEvent event) {
        String entity = event.getEntity();
        if (event.getActivity() != Activity.process_start || entity == null) {
            return;
        }
        String parent = event.getParentEntity();
        if (parent != null) {
            nodes.computeIfAbsent(
                    parent, p -> new Node(label(event.getParentExecutable(), event.getParentPid(), null), null));
        }
        nodes.put(entity, new Node(label(event.getExecutable(), event.getPid(), event.getCommandLine()), parent));
    }

    void mark(String entity, String text) {
        marks.merge(entity, text, (before, now) -> before.contains(now) ? before : before + ", " + now);
    }

    /** The marked processes with their ancestors and descendants, one line each. */
    List<String> draw() {
        Set<String> shown = new HashSet<>();
        for (String entity : marks.keySet()) {
            for (String up = entity; up != null && shown.add(up); ) {
                Node node = nodes.get(up);
                up = node == null ? null : node.parent();
            }
        }
        for (boolean grown = true; grown; ) {
            grown = false;
            for (Map.Entry<String, Node> node : nodes.entrySet()) {
                String parent = node.getValue().parent();
                if (parent != null && marks.containsKey(parent) && shown.contains(parent)) {
                    grown |= shown.add(node.getKey());
                }
            }
        }
        List<String> lines = new ArrayList<>();
        nodes.forEach((entity, node) -> {
            if (shown.contains(entity) && (node.parent() == null || !nodes.containsKey(node.parent()))) {
                draw(entity, "", "", shown, lines);
            }
        });
        return lines;
    }

    private void draw(String entity, String first, String rest, Set<String> shown, List<String> lines) {
        String mark = marks.get(entity);
        lines.add(first + Objects.requireNonNull(nodes.get(entity)).label() + (mark == null ? "" : "  ◄ " + mark));
        List<String> children = nodes.entrySet().stream()
                .filter(child -> entity.equals(child.getValue().parent()) && shown.contains(child.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        for (int i = 0; i < children.size(); i++) {
            boolean end = i == children.size() - 1;
            draw(children.get(i), rest + (end ? "└─ " : "├─ "), rest + (end ? "   " : "│  "), shown, lines);
        }
    }

    private static String label(@Nullable String executable, @Nullable Long pid, @Nullable String commandLine) {
        String name = executable == null ? "(unknown)" : executable.substring(executable.lastIndexOf('\\') + 1);
        String shown = commandLine == null ? name : name + "  " + commandLine;
        String text = shown.length() > WIDTH ? shown.substring(0, WIDTH) + "…" : shown;
        return pid == null ? text : text + "  [" + pid + "]";
    }
}
