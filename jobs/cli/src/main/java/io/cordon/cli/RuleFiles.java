package io.cordon.cli;

import io.cordon.engine.rule.ParsedRules;
import io.cordon.engine.rule.ParsedRules.Document;
import io.cordon.engine.rule.ParsedRules.Silenced;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleError;
import io.cordon.engine.rule.RuleParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules of files and folders.
 *
 * @param rules those that compile
 * @param documents what a set of them consists of: the rules' texts, and the filters and placeholders that they were read with
 * @param silenced rules that say less than their own text, and by what
 * @param errors one for each document that cannot be read
 */
record RuleFiles(List<Rule> rules, List<Document> documents, List<Silenced> silenced, List<RuleError> errors) {
    private static final long MOST_BYTES = 256_000_000;

    RuleFiles {
        rules = List.copyOf(rules);
        documents = List.copyOf(documents);
        silenced = List.copyOf(silenced);
        errors = List.copyOf(errors);
    }

    static RuleFiles read(List<Path> paths, Rule.Mode mode) {
        RuleParser parser = new RuleParser();
        List<RuleError> unreadable = new ArrayList<>();
        List<RuleParser.Source> sources = new ArrayList<>();
        Set<Path> seen = new HashSet<>();
        for (Path path : paths) {
            for (Path file : files(path)) {
                if (seen.add(file.toAbsolutePath().normalize())) {
                    try {
                        sources.add(new RuleParser.Source(file.toString(), text(file)));
                    } catch (CharacterCodingException e) {
                        unreadable.add(notUtf8(file));
                    } catch (IOException e) {
                        unreadable.add(unreadable(file, e));
                    }
                }
            }
        }
        if (seen.isEmpty()) {
            throw new CommandException(
                    "there is no rule in " + paths + ": expected files named NAME.yml, NAME.yaml or NAME.eql");
        }
        parser.add(sources, mode);
        ParsedRules parsed = parser.read();
        List<Document> documents = new ArrayList<>(parsed.others());
        parsed.rules().forEach(sourced -> documents.add(sourced.document()));
        unreadable.addAll(parsed.errors());
        return new RuleFiles(
                parsed.rules().stream().map(ParsedRules.Sourced::rule).toList(),
                documents,
                parsed.silenced(),
                unreadable);
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
        } catch (IOException | UncheckedIOException e) {
            throw new CommandException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /** Tests of rules, policies and endpoints stand beside them and are none. */
    private static boolean isRule(String file) {
        return !StoryFile.isStory(file) && !PolicyFiles.isPolicy(file) && isRuleName(file);
    }

    private static boolean isRuleName(String file) {
        return file.endsWith(".yml") || file.endsWith(".yaml") || file.endsWith(".eql");
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("it has more than " + MOST_BYTES + " bytes");
        }
        return Files.readString(file);
    }

    private static RuleError unreadable(Path file, IOException e) {
        return new RuleError(file.toString(), 1, 1, "expected a file that can be read: " + e.getMessage());
    }

    private static RuleError notUtf8(Path file) {
        int line = 1;
        int column = 1;
        try {
            byte[] bytes = Files.readAllBytes(file);
            CharBuffer read = CharBuffer.allocate(bytes.length);
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), read, true);
            String before = read.flip().toString();
            line += (int) before.chars().filter(c -> c == '\n').count();
            column += before.length() - (before.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            return unreadable(file, e);
        }
        return new RuleError(file.toString(), line, column, "expected UTF-8; convert the file");
    }
}
