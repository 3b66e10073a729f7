package io.cordon.engine.match;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cordon.engine.rule.ParsedRules;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleError;
import io.cordon.engine.rule.RuleParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Sigma's public rules, which lie beside the project where they are there at all. */
record PublicRules(List<Rule> loaded, List<RuleError> refused) {
    private static final Path SHARED = Path.of(System.getProperty("cordon.root"), "..", "shared");

    /** A file or folder beside the project; a test that finds none says so and does not run. */
    static Path shared(String name) {
        Path path = SHARED.resolve(name).normalize();
        assumeTrue(Files.exists(path), () -> "did not run: there is no " + path);
        return path;
    }

    static PublicRules under(String folder) throws IOException {
        Path root = shared(folder);
        List<Rule> loaded = new ArrayList<>();
        List<RuleError> refused = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".yml"))
                    .sorted()
                    .toList()) {
                ParsedRules parsed =
                        RuleParser.parse(root.relativize(file).toString(), Files.readString(file), Rule.Mode.AUDIT);
                parsed.rules().forEach(sourced -> loaded.add(sourced.rule()));
                refused.addAll(parsed.errors());
            }
        }
        return new PublicRules(loaded, refused);
    }
}
