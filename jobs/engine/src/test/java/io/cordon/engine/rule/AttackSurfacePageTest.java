package io.cordon.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.event.Activity;
import io.cordon.engine.rule.Rule.Level;
import io.cordon.engine.rule.Rule.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of docs/asr.md says of rules/asr what is there, and all of it. */
class AttackSurfacePageTest {
    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| (?:\\[(.+?)]\\(\\.\\./(rules/asr/\\w+\\.yml)\\)|(.+?)) \\| `([0-9a-f-]{36})` \\|.*\\|$");
    private static final String TAG = "asr.";
    private static final String OF_MACROS = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b";

    /** A row: a rule's title, its file and its GUID. */
    record Row(String title, String file, String guid) {
        static Row of(MatchResult row) {
            return new Row(row.group(1), row.group(2), row.group(4));
        }
    }

    static Stream<Row> decided() throws IOException {
        return rows().map(Row::of).filter(row -> row.file != null);
    }

    private static Stream<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(ROOT.resolve("docs/asr.md"))).results();
    }

    @Test
    void allNineteenAreThereAndOnlyMacrosCannotBeDecided() throws IOException {
        assertThat(rows().map(row -> row.group(4))).hasSize(19).doesNotHaveDuplicates();
        assertThat(rows().filter(row -> row.group(2) == null).map(row -> row.group(4)))
                .containsExactly(OF_MACROS);
    }

    @ParameterizedTest
    @MethodSource("decided")
    void theFileOfARowHasTheRuleAndNoOther(Row row) throws Exception {
        List<RuleNode> documents = documents(ROOT.resolve(row.file));

        assertThat(documents.stream().flatMap(AttackSurfacePageTest::guids)).containsOnly(row.guid);
        List<Rule> main = RuleParser.parse(row.file, pack(), Mode.AUDIT).rules().stream()
                .map(ParsedRules.Sourced::rule)
                .filter(rule -> rule.id().equals(row.guid))
                .toList();
        assertThat(main).hasSize(1);
        assertThat(main.get(0).title()).isEqualTo(row.title);
        assertThat(main.get(0).level()).isEqualTo(Level.INFORMATIONAL);
        assertThat(ROOT.resolve(row.file.replace(".yml", ".test.yml"))).exists();
    }

    /** By default nothing is meant where no process starts: a remedy that ends who acted has to say so. */
    @Test
    void whatEndsAProcessStartsOneOrNamesItsStep() throws Exception {
        List<Rule> rules = RuleParser.parse("asr.yml", pack(), Mode.AUDIT).rules().stream()
                .map(ParsedRules.Sourced::rule)
                .filter(rule -> rule.correlation() == null && rule.chain() == null && rule.raises())
                .filter(rule -> rule.response().action() != Response.Action.NONE)
                .toList();

        assertThat(rules)
                .allMatch(rule -> rule.response().step() == 1
                        || rule.scope().activities().equals(Set.of(Activity.PROCESS_START)));
    }

    @Test
    void everyRuleOfThePackStandsInARow() throws Exception {
        Set<String> tagged = new TreeSet<>();
        for (Path file : files()) {
            for (RuleNode document : documents(file)) {
                if (document.get("title") != null) {
                    Set<String> guids = new LinkedHashSet<>(guids(document).toList());
                    assertThat(guids).as(file.toString()).hasSize(1);
                    tagged.addAll(guids);
                }
            }
        }

        assertThat(tagged)
                .containsExactlyInAnyOrderElementsOf(decided().map(Row::guid).toList());
    }

    private static String pack() throws IOException {
        StringBuilder pack = new StringBuilder();
        for (Path file : files()) {
            pack.append("---\n").append(Files.readString(file)).append('\n');
        }
        return pack.toString();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("rules/asr"))) {
            return files.filter(file -> !file.toString().endsWith(".test.yml"))
                    .sorted()
                    .toList();
        }
    }

    private static List<RuleNode> documents(Path file) throws IOException, RuleRefusedException {
        return RuleYaml.documents(Files.readString(file));
    }

    private static Stream<String> guids(RuleNode document) {
        try {
            RuleNode tags = document.get("tags");
            Stream.Builder<String> guids = Stream.builder();
            for (RuleNode tag : tags == null ? List.<RuleNode>of() : tags.items()) {
                if (tag.text().startsWith(TAG)) {
                    guids.add(tag.text().substring(TAG.length()));
                }
            }
            return guids.build();
        } catch (RuleRefusedException e) {
            throw new AssertionError(e);
        }
    }
}
