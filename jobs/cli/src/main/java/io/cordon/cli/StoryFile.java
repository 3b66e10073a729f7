package io.cordon.cli;

import io.cordon.engine.finding.Finding.State;
import io.cordon.engine.prevalence.Memory;
import io.cordon.engine.rule.RuleError;
import io.cordon.engine.rule.RuleNode;
import io.cordon.engine.rule.RuleRefusedException;
import io.cordon.engine.rule.RuleYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Reads the tests of rules: {@code NAME.test.yml} beside {@code NAME.yml}. */
final class StoryFile {
    private static final List<String> ENDINGS = List.of(".test.yml", ".test.yaml");
    private static final List<String> KEYS = List.of("rules", "tests");
    private static final List<String> TEST_KEYS = List.of("name", "memory", "events", "expect");
    private static final List<String> MEMORY_KEYS = List.of("days", "endpoints");
    private static final List<String> EXPECT_KEYS = List.of("rule", "events", "endpoints", "state");

    private final Path file;

    private StoryFile(Path file) {
        this.file = file;
    }

    static boolean isStory(String name) {
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    /** Reads a file; a test that cannot be read becomes an error. */
    static List<Story> read(Path file, List<RuleError> errors) {
        try {
            return new StoryFile(file).read(Files.readString(file), errors);
        } catch (RuleRefusedException e) {
            errors.add(e.in(file.toString()));
            return List.of();
        } catch (IOException e) {
            errors.add(new RuleError(file.toString(), 1, 1, "expected a file in UTF-8: " + e.getMessage()));
            return List.of();
        }
    }

    private List<Story> read(String text, List<RuleError> errors) throws RuleRefusedException {
        List<Story> stories = new ArrayList<>();
        for (RuleNode document : RuleYaml.documents(text)) {
            known(document, KEYS);
            List<Path> rules = rules(document.get("rules"), document);
            Set<String> names = new HashSet<>();
            for (RuleNode test : document.require("tests", "a list of tests").items()) {
                try {
                    stories.add(story(test, rules, names));
                } catch (RuleRefusedException e) {
                    errors.add(e.in(file.toString()));
                }
            }
        }
        return stories;
    }

    private Story story(RuleNode test, List<Path> rules, Set<String> names) throws RuleRefusedException {
        known(test, TEST_KEYS);
        RuleNode name = test.require("name", "what happens, in a line");
        if (!names.add(name.text())) {
            throw name.refuse("expected each name once");
        }
        StoryEvents events = new StoryEvents();
        for (RuleNode event : test.require("events", "what happens, in order").items()) {
            events.add(event);
        }
        return new Story(
                file,
                name.node().getStartMark().map(Mark::getLine).orElse(0) + 1,
                name.text(),
                rules,
                memory(test.get("memory")),
                events.all(),
                expected(test.require("expect", "a list of findings, or none"), events));
    }

    /** What the memory must have seen; a story need not be as long as a week. */
    private static Memory memory(@Nullable RuleNode memory) throws RuleRefusedException {
        if (memory == null) {
            return Memory.DEFAULT;
        }
        known(memory, MEMORY_KEYS);
        return new Memory(
                number(memory.get("days"), Memory.DEFAULT.days()),
                number(memory.get("endpoints"), Memory.DEFAULT.endpoints()));
    }

    private static int number(@Nullable RuleNode node, int otherwise) throws RuleRefusedException {
        if (node == null) {
            return otherwise;
        }
        try {
            return Integer.parseUnsignedInt(node.text());
        } catch (NumberFormatException e) {
            throw node.refuse("expected a number, from 0");
        }
    }

    private List<Path> rules(@Nullable RuleNode rules, RuleNode document) throws RuleRefusedException {
        Path folder = file.toAbsolutePath().getParent();
        List<Path> files = new ArrayList<>();
        if (rules != null) {
            for (RuleNode rule : rules.itemsOrSelf()) {
                Path path = folder == null ? Path.of(rule.text()) : folder.resolve(rule.text());
                if (!Files.exists(path)) {
                    throw rule.refuse("expected a rule file, there is no " + path);
                }
                files.add(path);
            }
            return files;
        }
        String name = file.toString();
        for (String ending : ENDINGS) {
            if (name.endsWith(ending)) {
                String stem = name.substring(0, name.length() - ending.length());
                for (String rule : List.of(stem + ".yml", stem + ".yaml", stem + ".eql")) {
                    if (Files.exists(Path.of(rule))) {
                        return List.of(Path.of(rule));
                    }
                }
            }
        }
        throw document.refuse("expected the key 'rules', or a rule file beside this one that has its name");
    }

    private static List<Story.Expected> expected(RuleNode node, StoryEvents events) throws RuleRefusedException {
        List<Story.Expected> expected = new ArrayList<>();
        if (node.isScalar() && (node.isNull() || node.text().equals("none"))) {
            return expected;
        }
        for (RuleNode finding : node.items()) {
            if (finding.isScalar()) {
                expected.add(new Story.Expected(finding.text(), null, null, null));
                continue;
            }
            known(finding, EXPECT_KEYS);
            RuleNode rule = finding.get("rule");
            RuleNode state = finding.get("state");
            expected.add(new Story.Expected(
                    rule == null ? null : rule.text(),
                    names(finding.get("events"), events),
                    texts(finding.get("endpoints")),
                    state == null ? null : state(state)));
        }
        return expected;
    }

    private static @Nullable List<String> names(@Nullable RuleNode node, StoryEvents events)
            throws RuleRefusedException {
        if (node != null) {
            for (RuleNode name : node.itemsOrSelf()) {
                if (!events.isNamed(name.text())) {
                    throw name.refuse("expected the name of an event, found '" + name.text() + "'");
                }
            }
        }
        return texts(node);
    }

    private static @Nullable List<String> texts(@Nullable RuleNode node) throws RuleRefusedException {
        if (node == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (RuleNode item : node.itemsOrSelf()) {
            texts.add(item.text());
        }
        return texts;
    }

    private static State state(RuleNode node) throws RuleRefusedException {
        for (State state : State.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(node.text())) {
                return state;
            }
        }
        throw node.refuse("expected one of provisional, confirmed, retracted");
    }

    private static void known(RuleNode node, List<String> keys) throws RuleRefusedException {
        for (RuleNode.Entry entry : node.entries()) {
            if (!keys.contains(entry.name())) {
                throw entry.key()
                        .refuse("expected one of " + String.join(", ", keys) + ", found '" + entry.name() + "'");
            }
        }
    }
}
