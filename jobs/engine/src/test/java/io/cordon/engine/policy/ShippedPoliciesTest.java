package io.cordon.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The policies that the project ships, and those that its documentation shows. */
class ShippedPoliciesTest {
    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));

    @Test
    void everyShippedPolicyLoads() throws IOException {
        try (Stream<Path> walk = Files.walk(ROOT.resolve("rules"))) {
            List<Path> files =
                    walk.filter(file -> file.toString().endsWith(".policy.yml")).toList();
            assertThat(files).isNotEmpty();
            for (Path file : files) {
                assertThat(PolicyReader.read(file.toString(), Files.readString(file))
                                .errors())
                        .isEmpty();
            }
        }
    }

    @Test
    void whatThePageOnPolicyShowsLoads() throws IOException {
        List<String> shown = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("docs/policy.md")))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(shown).hasSize(2);
        assertThat(PolicyReader.read("docs/policy.md", shown.get(0)).errors()).isEmpty();
        assertThat(EndpointsReader.read("docs/policy.md", shown.get(1)).errors())
                .isEmpty();
    }
}
