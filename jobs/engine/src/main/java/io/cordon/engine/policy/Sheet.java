package io.cordon.engine.policy;

import io.cordon.engine.rule.RuleError;
import io.cordon.engine.rule.RuleNode;
import io.cordon.engine.rule.RuleRefusedException;
import io.cordon.engine.rule.RuleYaml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** A YAML file of which every mistake is told, not only the first: what cannot be read counts as not written, and as an error. */
final class Sheet {
    private final String file;
    private final List<RuleError> errors = new ArrayList<>();

    Sheet(String file) {
        this.file = file;
    }

    /** Reads a value of a node, which may refuse it. */
    interface Reading<T> {
        T of(RuleNode node) throws RuleRefusedException;
    }

    /** In the order of their places. */
    List<RuleError> errors() {
        return errors.stream()
                .distinct()
                .sorted(Comparator.comparing(RuleError::line).thenComparing(RuleError::column))
                .toList();
    }

    /** The file's only document, or null. */
    @Nullable
    RuleNode document(String text) {
        try {
            List<RuleNode> documents = RuleYaml.documents(text);
            if (documents.size() == 1 && documents.get(0).isMapping()) {
                return documents.get(0);
            }
            errors.add(new RuleError(file, 1, 1, "expected one document, a mapping of keys to values"));
        } catch (RuleRefusedException e) {
            errors.add(e.in(file));
        }
        return null;
    }

    void refuse(RuleNode at, String expected) {
        errors.add(at.refuse(expected).in(file));
    }

    /** Refuses every key but these. */
    void known(RuleNode mapping, List<String> keys) {
        for (RuleNode.Entry entry : entries(mapping)) {
            if (!keys.contains(entry.name())) {
                refuse(entry.key(), "expected one of " + String.join(", ", keys));
            }
        }
    }

    List<RuleNode.Entry> entries(@Nullable RuleNode mapping) {
        return mapping == null ? List.of() : read(mapping, RuleNode::entries, List.of());
    }

    /** A key's value where it is there and can be read, else another. */
    <T> T get(RuleNode mapping, String key, Reading<T> reading, T otherwise) {
        RuleNode node = node(mapping, key);
        return node == null ? otherwise : read(node, reading, otherwise);
    }

    /** A key's value that has to be there. */
    <T> T require(RuleNode mapping, String key, String expected, Reading<T> reading, T otherwise) {
        RuleNode node = node(mapping, key);
        if (node == null) {
            refuse(mapping, "expected the key '" + key + "': " + expected);
            return otherwise;
        }
        return read(node, reading, otherwise);
    }

    /** A key's value where it is there and can be read, else null. */
    <T> @Nullable T getOrNull(RuleNode mapping, String key, Reading<T> reading) {
        RuleNode node = node(mapping, key);
        return node == null ? null : readOrNull(node, reading);
    }

    /** The items of a key's list, each read by itself; a single value is a list of one. */
    <T> List<T> items(RuleNode mapping, String key, Reading<T> reading) {
        List<T> items = new ArrayList<>();
        for (RuleNode item : this.<List<RuleNode>>get(mapping, key, RuleNode::itemsOrSelf, List.of())) {
            T value = readOrNull(item, reading);
            if (value != null) {
                items.add(value);
            }
        }
        return items;
    }

    Set<String> texts(RuleNode mapping, String key) {
        return new LinkedHashSet<>(items(mapping, key, Sheet::text));
    }

    @Nullable
    RuleNode node(RuleNode mapping, String key) {
        for (RuleNode.Entry entry : entries(mapping)) {
            if (entry.name().equals(key)) {
                return entry.value().isNull() ? null : entry.value();
            }
        }
        return null;
    }

    <T> T read(RuleNode node, Reading<T> reading, T otherwise) {
        T value = readOrNull(node, reading);
        return value == null ? otherwise : value;
    }

    private <T> @Nullable T readOrNull(RuleNode node, Reading<T> reading) {
        try {
            return reading.of(node);
        } catch (RuleRefusedException e) {
            errors.add(e.in(file));
            return null;
        }
    }

    static String text(RuleNode node) throws RuleRefusedException {
        String text = node.text().strip();
        if (text.isEmpty()) {
            throw node.refuse("expected a text that is not empty");
        }
        return text;
    }

    static boolean flag(RuleNode node) throws RuleRefusedException {
        return switch (node.text()) {
            case "true", "on", "yes" -> true;
            case "false", "off", "no" -> false;
            default -> throw node.refuse("expected true or false");
        };
    }

    static int count(RuleNode node) throws RuleRefusedException {
        try {
            int count = Integer.parseInt(node.text());
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw node.refuse("expected a number, from 0");
    }

    static <E extends Enum<E>> Reading<E> choice(Class<E> type) {
        return node -> {
            for (E constant : type.getEnumConstants()) {
                if (written(constant).equals(node.text())) {
                    return constant;
                }
            }
            throw node.refuse("expected one of "
                    + Arrays.stream(type.getEnumConstants()).map(Sheet::written).collect(Collectors.joining(", ")));
        };
    }

    static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static int line(RuleNode node) {
        return node.node().getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
