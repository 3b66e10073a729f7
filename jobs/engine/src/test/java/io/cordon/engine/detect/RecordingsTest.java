package io.cordon.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.mapping.Normalized;
import io.cordon.engine.mapping.Normalizer;
import io.cordon.engine.mapping.Origin;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.rule.ParsedRules;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The project's recordings and demo rules tell the story that they were written for. */
class RecordingsTest {
    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));

    @Test
    void everyRecordIsReadAndEveryRuleFindsItsAttack() throws IOException {
        Map<String, List<Finding>> byRule = new TreeMap<>();
        for (Finding finding : findings()) {
            byRule.computeIfAbsent(finding.rule().title(), title -> new ArrayList<>())
                    .add(finding);
        }

        assertThat(byRule).hasSize(rules().rules().size());
    }

    @Test
    void theChainFromOfficeMeansThePowerShellThatReachesOut() throws IOException {
        List<Finding> chain = findings().stream()
                .filter(finding -> finding.rule().language() == Rule.Language.EQL)
                .toList();

        assertThat(chain).hasSize(4).allSatisfy(finding -> {
            assertThat(finding.state()).isEqualTo(Finding.State.CONFIRMED);
            assertThat(finding.target()).isNotNull();
            assertThat(String.valueOf(finding.target())).contains("powershell.exe");
        });
    }

    private static List<Finding> findings() throws IOException {
        CompiledRules rules = rules();
        Normalizer normalizer = Normalizer.builtIn();
        Detector detector = new Detector(DetectorConfig.FILES);
        Map<String, HeapDetectStore> stores = new HashMap<>();
        Map<String, Finding> last = new TreeMap<>();
        Sink sink = new Sink() {
            @Override
            public void finding(Finding finding) {
                last.put(finding.id(), finding);
            }

            @Override
            public void contribution(Contribution contribution) {
                throw new AssertionError("no rule feeds a correlation");
            }

            @Override
            public void counted(Counter counter) {}
        };
        for (Path file : files("recordings", ".jsonl")) {
            for (String line : Files.readAllLines(file)) {
                Normalized read = normalizer.normalize(
                        "default",
                        line.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        new Origin("f:1", EndpointEvent.ABSENT, null));
                assertThat(read).isInstanceOf(Normalized.Mapped.class);
                EndpointEvent event = ((Normalized.Mapped) read).event();
                detector.process(
                        event, rules, stores.computeIfAbsent(event.endpoint(), name -> new HeapDetectStore()), sink);
            }
        }
        stores.forEach((endpoint, store) -> detector.endOfInput(endpoint, rules, store, sink));
        return List.copyOf(last.values());
    }

    private static CompiledRules rules() throws IOException {
        List<Rule> rules = new ArrayList<>();
        for (Path file : files("rules/demo", ".yml")) {
            ParsedRules parsed = RuleParser.parse(file.toString(), Files.readString(file), Rule.Mode.BLOCK);
            assertThat(parsed.errors()).isEmpty();
            parsed.rules().forEach(rule -> rules.add(rule.rule()));
        }
        return RuleCompiler.compile("demo", rules);
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.filter(file ->
                            file.toString().endsWith(ending) && !file.toString().matches(".*\\.(test|policy)\\..*"))
                    .sorted()
                    .toList();
        }
    }
}
