package io.cordon.engine.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Typed reading of a YAML mapping; every error names file, line, key and what was expected. */
final class Yaml {
    private final String file;
    private final int line;
    /** Which keys lead here, with a dot behind them. */
    private final String path;

    private final Map<String, Node> values;

    private Yaml(String file, int line, String path, Map<String, Node> values) {
        this.file = file;
        this.line = line;
        this.path = path;
        this.values = values;
    }

    /** A document that is a mapping. */
    static Yaml of(String file, String text) {
        return of(file, "", root(file, text));
    }

    /** A document that is a list of mappings, or a single one. */
    static List<Yaml> list(String file, String text) {
        Node root = root(file, text);
        if (root instanceof SequenceNode list) {
            return list.getValue().stream().map(item -> of(file, "", item)).toList();
        }
        return List.of(of(file, "", root));
    }

    private static Node root(String file, String text) {
        try {
            return new Compose(LoadSettings.builder().setLabel(file).build())
                    .composeString(text)
                    .orElseThrow(() -> new IllegalArgumentException(file + ":1: expected a mapping, found nothing"));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            throw new IllegalArgumentException(file + ":" + line + ": expected YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(file + ":1: expected YAML: " + e.getMessage(), e);
        }
    }

    private static Yaml of(String file, String path, Node node) {
        int line = line(node);
        if (!(node instanceof MappingNode mapping)) {
            throw new IllegalArgumentException(file + ":" + line + ": " + named(path) + "expected keys with values");
        }
        Map<String, Node> values = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new IllegalArgumentException(file + ":" + line(entry.getKeyNode()) + ": expected a key");
            }
            if (values.put(key.getValue(), entry.getValueNode()) != null) {
                throw new IllegalArgumentException(
                        file + ":" + line(key) + ": " + path + key.getValue() + ": expected each key once");
            }
        }
        return new Yaml(file, line, path, values);
    }

    private static String named(String path) {
        return path.isEmpty() ? "" : path.substring(0, path.length() - 1) + ": ";
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    /** An error of this mapping. */
    IllegalArgumentException refuse(String expected) {
        return new IllegalArgumentException(file + ":" + line + ": " + named(path) + expected);
    }

    /** An error of a key's value. */
    IllegalArgumentException refuse(String key, String expected) {
        Node value = values.get(key);
        int at = value == null ? line : line(value);
        return new IllegalArgumentException(file + ":" + at + ": " + path + key + ": " + expected);
    }

    /** Refuses a key that would otherwise be ignored, such as a misspelled one. */
    void only(Set<String> known) {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                throw refuse(key, "unknown key, expected one of " + new TreeSet<>(known));
            }
        }
    }

    Set<String> keys() {
        return values.keySet();
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    boolean isText(String key) {
        return values.get(key) instanceof ScalarNode;
    }

    String text(String key, String otherwise) {
        Node value = values.get(key);
        return value == null ? otherwise : text(key, value);
    }

    private String text(String key, Node value) {
        if (!(value instanceof ScalarNode scalar)) {
            throw refuse(key, "expected a text");
        }
        return Tag.NULL.equals(scalar.getTag()) ? "" : scalar.getValue();
    }

    boolean flag(String key) {
        String text = text(key, "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw refuse(key, "expected true or false, found '" + text + "'");
        }
        return text.equals("true");
    }

    /** A whole number. */
    int number(String key) {
        try {
            return Integer.parseInt(text(key, ""));
        } catch (NumberFormatException e) {
            throw refuse(key, "expected a whole number, found '" + text(key, "") + "'");
        }
    }

    /** One of an enum's constants; {@code otherwise} where the key is missing. */
    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            if (constant.toString().equals(text(key, ""))) {
                return constant;
            }
            names.add(constant.toString());
        }
        names.remove(""); // what stands for none
        throw refuse(key, "expected one of " + names + ", found '" + text(key, "") + "'");
    }

    /** A list of texts; a single one may stand without brackets. */
    List<String> texts(String key) {
        Node value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof SequenceNode list)) {
            return List.of(text(key, value));
        }
        return list.getValue().stream().map(item -> text(key, item)).toList();
    }

    List<FieldPath> paths(String key) {
        return texts(key).stream().map(FieldPath::of).toList();
    }

    /** A mapping; an empty one where the key is missing. */
    Yaml child(String key) {
        Node value = values.get(key);
        return value == null ? new Yaml(file, line, path + key + '.', Map.of()) : of(file, path + key + '.', value);
    }

    List<Yaml> children(String key) {
        Node value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof SequenceNode list)) {
            throw refuse(key, "expected a list");
        }
        List<Yaml> children = new ArrayList<>();
        for (Node item : list.getValue()) {
            children.add(of(file, path + key + '.', item));
        }
        return children;
    }

    @Nullable
    String textOrNull(String key) {
        return has(key) ? text(key, "") : null;
    }
}
