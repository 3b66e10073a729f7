package io.cordon.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be held beforehand is what the page on attack surface reduction says, with the tags of the shipped rules. */
class AttackSurfaceRuleTest {
    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));

    @Test
    void thePageNamesTheSameHooksAndWarnings() throws IOException {
        Map<String, Boolean> told = new TreeMap<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/asr.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 9 && cells[2].contains("`") && !cells[6].isBlank() && line.contains("../rules/asr/")) {
                if (!cells[5].strip().startsWith("none")) {
                    told.put(
                            cells[2].replace("`", "").strip(), !cells[7].strip().equals("no"));
                }
            }
        }
        Map<String, Boolean> known = new TreeMap<>();
        Arrays.stream(AttackSurfaceRule.values()).forEach(rule -> known.put(rule.id(), rule.hasWarn()));

        assertThat(known).isEqualTo(told).hasSize(16);
    }

    @Test
    void theTagsAreThoseOfTheShippedRules() throws IOException {
        Map<String, List<String>> shipped = new TreeMap<>();
        Pattern rule = Pattern.compile("^id: (\\S+)$.*?^tags: \\[([^]]*)]", Pattern.MULTILINE | Pattern.DOTALL);
        try (Stream<Path> files = Files.list(ROOT.resolve("rules/asr"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".yml")).toList()) {
                for (String document : Files.readString(file).split("(?m)^---$", -1)) {
                    Matcher found = rule.matcher(document);
                    if (found.find()) {
                        shipped.put(
                                found.group(1),
                                new ArrayList<>(List.of(found.group(2).split(",\\s*", -1))));
                    }
                }
            }
        }
        for (AttackSurfaceRule one : AttackSurfaceRule.values()) {
            assertThat(one.tags()).as(one.name()).isEqualTo(shipped.get(one.id()));
        }
    }

    @Test
    void isFoundByAFindingsTags() {
        assertThat(AttackSurfaceRule.of(AttackSurfaceRule.OFFICE_CHILD_PROCESS.tags()))
                .contains(AttackSurfaceRule.OFFICE_CHILD_PROCESS);
        assertThat(AttackSurfaceRule.of(List.of("asr", "attack.execution"))).isEmpty();
    }
}
