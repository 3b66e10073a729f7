package io.cordon.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.match.CompiledRules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The invariant: findings are a function of the set of events, whatever their order and however often each was read. */
class PermutationPropertyTest {
    private static final CompiledRules RULES = Scenario.rules();
    private static final CompiledRules KIN = Scenario.rules(Scenario.KIN);

    @Test
    void theBaseScenarioRaisesEachKindOfFinding() {
        List<String> findings = findings(Scenario.attack().events(), RULES);

        assertThat(findings).anyMatch(finding -> finding.startsWith("lineage e4 CONFIRMED ps"));
        assertThat(findings).anyMatch(finding -> finding.startsWith("script e5 CONFIRMED ps"));
        assertThat(findings).anyMatch(finding -> finding.startsWith("encoded e2 CONFIRMED ps"));
        assertThat(findings).noneMatch(finding -> finding.startsWith("negated"));
    }

    @Test
    void anyOrderAndRetransmissionGivesWhatTheReferenceSays() {
        qt().withExamples(1500).forAll(integers().all(), integers().all()).checkAssert((story, order) -> {
            List<EndpointEvent> arrivals = shuffled(Scenario.random(story).events(), new Random(order));

            assertThat(findings(arrivals, RULES)).isEqualTo(Reference.findings(arrivals, RULES));
        });
    }

    @Test
    void theBaseScenarioShowsParentsAndOwnEvents() {
        List<String> findings = findings(Scenario.attack().events(), KIN);

        assertThat(findings).anyMatch(finding -> finding.startsWith("child e4 CONFIRMED ps"));
        assertThat(findings).anyMatch(finding -> finding.startsWith("event e5 CONFIRMED ps"));
        assertThat(findings).anyMatch(finding -> finding.startsWith("again e4 CONFIRMED ps"));
        assertThat(findings).anyMatch(finding -> finding.startsWith("again e5 CONFIRMED ps"));
        assertThat(findings).anyMatch(finding -> finding.startsWith("grandchild e4 CONFIRMED ps"));
        assertThat(findings).anyMatch(finding -> finding.startsWith("nested e1 CONFIRMED cmd"));
        assertThat(findings).noneMatch(finding -> finding.startsWith("no-child") || finding.startsWith("no-event"));
    }

    @Test
    void lineageOfAnyKindDoesNotDependOnOrder() {
        qt().withExamples(1500).forAll(integers().all(), integers().all()).checkAssert((story, order) -> {
            List<EndpointEvent> arrivals = shuffled(Scenario.random(story).events(), new Random(order));

            assertThat(findings(arrivals, KIN)).isEqualTo(Reference.findings(arrivals, KIN));
        });
    }

    private static List<EndpointEvent> shuffled(List<EndpointEvent> events, Random random) {
        List<EndpointEvent> arrivals = new ArrayList<>(events);
        for (EndpointEvent event : events) {
            if (random.nextInt(4) == 0) {
                arrivals.add(Scenario.again(event, "copy:" + event.id()));
            }
        }
        Collections.shuffle(arrivals, random);
        return arrivals;
    }

    /** The last version of each finding that stands, as the reference words it. */
    private static List<String> findings(List<EndpointEvent> arrivals, CompiledRules rules) {
        Detector detector = new Detector(DetectorConfig.FILES);
        HeapDetectStore store = new HeapDetectStore();
        Map<String, Finding> last = new HashMap<>();
        Sink sink = new Sink() {
            @Override
            public void finding(Finding finding) {
                Finding before = last.put(finding.id(), finding);
                assertThat(finding.version()).isEqualTo(before == null ? 1 : before.version() + 1);
            }

            @Override
            public void contribution(Contribution contribution) {
                throw new AssertionError("no rule feeds a correlation");
            }

            @Override
            public void counted(Counter counter) {}
        };
        for (EndpointEvent event : arrivals) {
            detector.process(event, rules, store, sink);
            store.matches().keys().forEach(id -> rewrite(store, id));
        }
        detector.endOfInput(Scenario.ENDPOINT, rules, store, sink);
        assertThat(store.matches().keys()).isEmpty();
        return last.values().stream()
                .filter(finding -> finding.state() != Finding.State.RETRACTED)
                .map(finding -> String.join(
                        " ",
                        finding.rule().id(),
                        finding.evidence().get(0).event(),
                        finding.state().name(),
                        String.valueOf(finding.evidence().get(0).entity()),
                        finding.evidence().get(0).positions().toString()))
                .sorted()
                .toList();
    }

    /** What is kept survives being written and read. */
    private static void rewrite(HeapDetectStore store, String id) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            OpenMatch match = store.matches().get(id);
            if (match != null) {
                match.write(new DataOutputStream(bytes));
                store.matches()
                        .put(id, OpenMatch.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
