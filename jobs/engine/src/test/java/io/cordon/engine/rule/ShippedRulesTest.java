package io.cordon.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules that the project ships, and those that its documentation shows. */
class ShippedRulesTest {
    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));

    @Test
    void everyShippedRuleLoads() throws IOException {
        try (Stream<Path> walk = Files.walk(ROOT.resolve("rules"))) {
            List<Path> files = walk.filter(file ->
                            file.toString().endsWith(".yml") && !file.toString().matches(".*\\.(test|policy)\\.yml"))
                    .toList();
            assertThat(files).isNotEmpty();
            RuleParser parser = new RuleParser(); // one set: a rule's placeholders may stand in a file of their own
            for (Path file : files) {
                parser.add(file.toString(), Files.readString(file), Rule.Mode.AUDIT);
            }
            assertThat(parser.read().errors()).isEmpty();
        }
    }

    @Test
    void everyDocumentedRuleLoads() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/rules.md"));
        List<String> shown = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
        assertThat(shown).hasSize(3);
        for (String rule : shown) {
            assertThat(RuleParser.parse("docs/rules.md", rule, Rule.Mode.AUDIT).errors())
                    .isEmpty();
        }
    }
}
