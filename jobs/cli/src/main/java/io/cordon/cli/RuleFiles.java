package io.cordon.cli;

import io.cordon.engine.rule.ParsedRules;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleError;
import io.cordon.engine.rule.RuleParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The rules of files and folders.
 *
 * @param rules those that compile, each with its file and its own text
 * @param errors one for each rule that does not
 */
record RuleFiles(List<Read> rules, List<RuleError> errors) {
    RuleFiles {
        rules = List.copyOf(rules);
        errors = List.copyOf(errors);
    }

    /** A rule with where it was read. */
    record Read(Rule rule, String file, String text) {}

    static RuleFiles read(List<Path> paths, Rule.Mode mode) {
        List<Read> rules = new ArrayList<>();
        List<RuleError> errors = new ArrayList<>();
        Map<String, String> fileOfId = new HashMap<>();
        for (Parsed file : parsed(paths, mode)) {
            errors.addAll(file.rules.errors());
            for (ParsedRules.Sourced sourced : file.rules.rules()) {
                String id = sourced.rule().id();
                String before = fileOfId.putIfAbsent(id, file.name);
                if (before == null) {
                    rules.add(new Read(sourced.rule(), file.name, sourced.text()));
                } else {
                    errors.add(new RuleError(
                            file.name, 1, 1, "expected an id of its own, found " + id + ", as in " + before));
                }
            }
        }
        return new RuleFiles(rules, errors);
    }

    private record Parsed(String name, ParsedRules rules) {}

    /** All files in their order, parsed by as many threads as there are processors. */
    private static List<Parsed> parsed(List<Path> paths, Rule.Mode mode) {
        return paths.stream().flatMap(path -> files(path).stream()).toList().parallelStream()
                .map(file -> new Parsed(file.toString(), RuleParser.parse(file.toString(), text(file), mode)))
                .toList();
    }

    private static List<Path> files(Path path) {
        if (!Files.exists(path)) {
            throw new CommandException("there is no " + path);
        }
        try (Stream<Path> walk = Files.walk(path)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> file.equals(path) || isRule(file.toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CommandException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private static boolean isRule(String file) {
        return file.endsWith(".yml") || file.endsWith(".yaml") || file.endsWith(".eql");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
