package io.cordon.benchmarks;

import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Files that benchmarks run over. */
final class Inputs {
    private Inputs() {}

    static byte[][] lines(Path path) throws IOException {
        return files(path, name -> name.endsWith(".jsonl") || name.endsWith(".json") || name.endsWith(".gz")).stream()
                .flatMap(file -> text(file).lines())
                .filter(line -> !line.isBlank())
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    static List<Rule> rules(Path path) throws IOException {
        RuleParser parser = new RuleParser();
        for (Path file : files(path, name -> name.endsWith(".yml") && !name.endsWith(".test.yml"))) {
            parser.add(file.toString(), text(file), Rule.Mode.AUDIT);
        }
        return parser.read().rules().stream().map(sourced -> sourced.rule()).toList();
    }

    private static List<Path> files(Path path, Predicate<String> wanted) throws IOException {
        try (Stream<Path> walk = Files.walk(path)) {
            return walk.filter(file -> Files.isRegularFile(file) && wanted.test(file.toString()))
                    .sorted()
                    .toList();
        }
    }

    private static String text(Path file) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz")
                        ? new GZIPInputStream(new ByteArrayInputStream(raw.readAllBytes()))
                        : raw) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
