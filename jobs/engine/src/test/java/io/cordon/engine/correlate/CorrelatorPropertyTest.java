package io.cordon.engine.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Finding.State;
import io.cordon.engine.rule.Correlation;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever the order within the lateness, with copies, hits taken back and restores in between: what the definition says. */
class CorrelatorPropertyTest {
    private static final long SECOND = 1_000_000;
    private static final long LATENESS = 30 * SECOND;

    @Test
    void findsWhatTheDefinitionSays() {
        qt().withExamples(20000)
                .forAll(integers().all(), integers().all())
                .checkAssert(CorrelatorPropertyTest::findsWhatTheDefinitionSays);
    }

    /** A run that was taken back, and came again when the windows that it began with were decided, was said as a first version. */
    @Test
    void countsOnWhereARunComesAgain() {
        findsWhatTheDefinitionSays(-439116399, 132);
    }

    private static void findsWhatTheDefinitionSays(int story, int order) {
        Random random = new Random(story);
        Rule rule = rule(random);
        List<Hit> hits = hits(rule, random);

        assertThat(judged(rule, hits, new Random(order)))
                .as("story %d, order %d: %s of %s", story, order, rule.correlation(), hits)
                .isEqualTo(Definition.runs(Objects.requireNonNull(rule.correlation()), hits));
    }

    private static Rule rule(Random random) {
        Correlation.Type[] types = Correlation.Type.values();
        Correlation.Type type = types[random.nextInt(types.length)];
        String[] operators = {"gte", "gte", "gt", "lte", "eq", "neq", "lt"};
        int bound = type == Correlation.Type.VALUE_PERCENTILE ? random.nextInt(100) : 1 + random.nextInt(4);
        String text =
                """
                {title: a, id: a, logsource: {product: x}, detection: {s: {a: 1}, condition: s}}
                ---
                {title: b, id: b, logsource: {product: x}, detection: {s: {a: 1}, condition: s}}
                ---
                {title: c, id: c, logsource: {product: x}, detection: {s: {a: 1}, condition: s}}
                ---
                {title: r, id: r, correlation: {type: %s, rules: [a, b, c], timespan: 10s, condition: {%s %s: %d}}}
                """.formatted(type.word(), type.isOfValues() ? "field: v," : "", operators[random.nextInt(7)], bound);
        return Story.rules(text).get(3);
    }

    private static List<Hit> hits(Rule rule, Random random) {
        Place place = new Place("default", rule.id(), 1, rule.hash(), List.of("k"));
        List<Hit> hits = new ArrayList<>();
        int size = random.nextInt(14);
        for (int i = 0; i < size; i++) {
            long time = random.nextInt(60) * SECOND;
            String value = random.nextInt(6) == 0 ? null : Integer.toString(random.nextInt(4) - 1);
            Evidence evidence = new Evidence("e" + i, List.of("p" + i), "h", null, 1, time, time);
            Share share = new Share(place, random.nextInt(3), value, null, "", List.of());
            hits.add(new Hit(evidence, true, share));
            if (random.nextInt(4) == 0) {
                hits.add(new Hit(evidence, true, new Share(place, (share.part() + 1) % 3, value, null, "", List.of())));
            }
        }
        hits.sort(Hit.IN_ORDER);
        return hits;
    }

    /** The events of each finding that stands at the end. */
    private static List<String> judged(Rule rule, List<Hit> hits, Random random) {
        Correlator correlator = new Correlator(LATENESS);
        RuleSet rules = new RuleSet("set", List.of(rule));
        Map<String, Finding> last = new HashMap<>();
        CorrelationSink sink = new CorrelationSink() {
            @Override
            public void finding(Finding finding) {
                Finding before = last.put(finding.id(), finding);
                assertThat(finding.version()).isEqualTo(before == null ? 1 : before.version() + 1);
            }

            @Override
            public void contribution(Contribution contribution) {
                throw new AssertionError("nothing stands on it");
            }

            @Override
            public void late() {
                throw new AssertionError("nothing is late");
            }

            @Override
            public void dropped() {
                throw new AssertionError("nothing is dropped");
            }
        };
        HeapGroupStore store = new HeapGroupStore();
        Group group = Group.begin(new Place("default", rule.id(), 1, rule.hash(), List.of("k")));
        for (Contribution arrival : arrivals(hits, random)) {
            correlator.take(group, List.of(arrival), sink);
            if (random.nextInt(3) > 0) {
                correlator.judge(group, rules, sink);
            }
            group.write(store);
            group = random.nextBoolean() ? group : Objects.requireNonNull(Group.read(store));
        }
        correlator.endOfInput(group, rules, sink);
        assertThat(group.isEmpty()).isTrue();
        return last.values().stream()
                .filter(finding -> finding.state() != State.RETRACTED)
                .map(finding -> finding.evidence().stream().map(Evidence::event).collect(Collectors.joining(" ")))
                .sorted()
                .toList();
    }

    /** The hits within the lateness of each other, some twice, and some that are taken back again. */
    private static List<Contribution> arrivals(List<Hit> hits, Random random) {
        List<Map.Entry<Long, Contribution>> arrivals = new ArrayList<>();
        for (Hit hit : hits) {
            long at = hit.time() + random.nextInt(20) * SECOND;
            arrivals.add(Map.entry(at, new Contribution(hit, false)));
            if (random.nextInt(4) == 0) {
                arrivals.add(Map.entry(hit.time() + random.nextInt(20) * SECOND, new Contribution(hit, false)));
            }
            if (random.nextInt(4) == 0) {
                Evidence other = new Evidence("no" + hit.event(), List.of("p"), "h", null, 1, hit.time(), hit.time());
                Hit wrong = new Hit(other, true, hit.share());
                arrivals.add(Map.entry(at, new Contribution(wrong, false)));
                arrivals.add(Map.entry(at + 5 * SECOND, new Contribution(wrong, true)));
            }
        }
        Collections.shuffle(arrivals, random);
        arrivals.sort(Map.Entry.comparingByKey());
        // A hit is taken back after it was given, also where both come at once.
        List<Contribution> inOrder = new ArrayList<>();
        arrivals.forEach(arrival -> inOrder.add(arrival.getValue()));
        return inOrder;
    }
}
