package io.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.condition.ConditionText;
import io.cordon.engine.condition.Subject;
import io.cordon.engine.detect.Detector;
import io.cordon.engine.detect.HeapDetectStore;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.mapping.Normalizer;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.rule.Chain;
import io.cordon.engine.rule.ParsedRules;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The sequences that the benchmark measures with. */
class SequenceVariationsTest {
    private static final int MANY = 3_000;

    @Test
    void makesManySequencesOfWhichNoTwoAskTheSame() {
        Set<Object> asked = new HashSet<>();
        for (Rule rule : read(SequenceVariations.of(MANY))) {
            asked.add(chain(rule).parts().stream()
                    .map(part -> ConditionText.lines(part.condition()))
                    .toList());
        }

        assertThat(asked).hasSize(MANY);
    }

    @Test
    void makesTheSameEachTimeAndTheFirstAreTheSameHoweverMany() {
        assertThat(SequenceVariations.of(40)).isEqualTo(SequenceVariations.of(40));
        assertThat(SequenceVariations.of(MANY)).startsWith(SequenceVariations.of(40));
    }

    @Test
    void hasTwoToFourEventsAndSomeWithUntilOrMissingOnes() {
        List<Chain> chains = read(SequenceVariations.of(500)).stream()
                .map(SequenceVariationsTest::chain)
                .toList();

        assertThat(chains).allSatisfy(chain -> assertThat(chain.steps()).hasSizeBetween(2, 4));
        assertThat(chains).anyMatch(chain -> chain.until() != null);
        assertThat(chains).anyMatch(Chain::looksBack);
        assertThat(chains).anyMatch(Chain::awaits);
        assertThat(chains).anyMatch(chain -> chain.steps().size() == 4);
    }

    @Test
    void thoseForFlinkAreSomeOfThemAndByProcess() {
        List<String> all = List.of(SequenceVariations.of(500).split("---\n"));
        List<String> some = List.of(SequenceVariations.inFlink(20).split("---\n"));

        assertThat(some).hasSize(20).allMatch(rule -> rule.contains("sequence by process.entity_id"));
        assertThat(all).containsAll(some.subList(0, 19)); // the last of both has no line feed after it
    }

    @Test
    void someOfTheirStepsHappenInTheRecordings() {
        CompiledRules rules = RuleCompiler.compile("test", read(SequenceVariations.of(500)));
        long[] hits = {0};
        int events = 0;
        for (EndpointEvent event : recorded()) {
            Subject subject = Detector.subject(event, new HeapDetectStore());
            rules.match(subject, (rule, truth) -> hits[0] += truth.holds() ? 1 : 0);
            events++;
        }

        assertThat(events).isPositive();
        assertThat(hits[0]).isPositive();
    }

    private static List<EndpointEvent> recorded() {
        List<EndpointEvent> events = new ArrayList<>();
        ReadRecords records = new ReadRecords(Normalizer.builtIn(), (event, record) -> events.add(event));
        for (Path file : EventFiles.files(List.of(Project.root().resolve("recordings")))) {
            EventFiles.read(file, UnaryOperator.identity(), records);
        }
        return events;
    }

    private static List<Rule> read(String text) {
        ParsedRules read = RuleParser.parse("sequences.yml", text, Rule.Mode.AUDIT);
        assertThat(read.errors()).isEmpty();
        return read.rules().stream().map(ParsedRules.Sourced::rule).toList();
    }

    private static Chain chain(Rule rule) {
        return Objects.requireNonNull(rule.chain());
    }
}
