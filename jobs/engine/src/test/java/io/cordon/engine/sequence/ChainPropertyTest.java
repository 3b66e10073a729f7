package io.cordon.engine.sequence;

import static io.cordon.engine.sequence.Chains.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.Contribution.News;
import io.cordon.engine.correlate.CorrelationSink;
import io.cordon.engine.correlate.EntryStore;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Finding.State;
import io.cordon.engine.rule.Chain.Kind;
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
class ChainPropertyTest {
    private static final long LATENESS = 10 * SECOND;
    private static final Bounds BOUNDS = new Bounds(LATENESS, 40 * SECOND, 1000 * SECOND);
    private static final String[] SEQUENCES = {
        "A B",
        "A A B",
        "A B C",
        "A*2 B",
        "A*3",
        "A B*2 C",
        "A",
        "A^ B",
        "A B^ C",
        "!A B",
        "A !B C",
        "A !B",
        "A",
        "A B !C",
        "!A B !C",
        "!A B !C D",
        "A !B !C D",
        "A*2 !B C !D"
    };
    private static final String[] JOINS = {"A B", "A B C", "A*2 B", "A"};

    @Test
    void findsWhatTheDefinitionSays() {
        qt().withExamples(20000)
                .forAll(integers().all(), integers().all())
                .checkAssert(ChainPropertyTest::findsWhatTheDefinitionSays);
    }

    private static void findsWhatTheDefinitionSays(int story, int order) {
        Random random = new Random(story);
        Rule rule = rule(random);
        List<Hit> hits = hits(rule, random);

        assertThat(judged(rule, hits, new Random(order)))
                .as("story %d, order %d: %s of %s", story, order, Chains.text(rule), Chains.text(hits))
                .isEqualTo(defined(rule, hits));
    }

    private static Rule rule(Random random) {
        boolean isSequence = random.nextInt(5) > 0;
        Kind kind = isSequence ? Kind.SEQUENCE : random.nextBoolean() ? Kind.JOIN : Kind.SAMPLE;
        String[] steps = isSequence ? SEQUENCES : JOINS;
        boolean until = kind != Kind.SAMPLE && random.nextInt(3) == 0;
        return Chains.rule(kind, steps[random.nextInt(steps.length)], 1 + random.nextInt(15), until);
    }

    private static List<Hit> hits(Rule rule, Random random) {
        int parts = Objects.requireNonNull(rule.chain()).parts().size();
        List<Hit> hits = new ArrayList<>();
        int size = random.nextInt(16);
        int range = new int[] {6, 60, 200}[random.nextInt(3)];
        for (int i = 0; i < size; i++) {
            long time = random.nextInt(range) * SECOND / 2;
            boolean isNumbered = random.nextInt(3) > 0;
            long since = random.nextInt(4) == 0 ? time - random.nextInt(20) * SECOND : Long.MIN_VALUE;
            Standing standing = new Standing(
                    random.nextInt(3) == 0 ? "y" : "x", isNumbered ? (i * 7) % 16 : EndpointEvent.ABSENT, since);
            String endpoint = random.nextInt(4) == 0 ? "h2" : "h1";
            int part = random.nextInt(parts);
            boolean isSettled = random.nextInt(8) > 0;
            hits.add(Chains.hit("e" + i, endpoint, part, time, isSettled, standing));
            if (random.nextInt(4) == 0) {
                hits.add(Chains.hit("e" + i, endpoint, (part + 1) % parts, time, isSettled, standing));
            }
        }
        return hits.stream().distinct().toList();
    }

    private static List<String> defined(Rule rule, List<Hit> hits) {
        return Definition.matches(
                        Objects.requireNonNull(rule.chain()),
                        hits.stream().map(Spot::of).toList())
                .stream()
                .map(match -> (match.stream().allMatch(spot -> spot.hit().settled()) ? "CONFIRMED " : "PROVISIONAL ")
                        + match.stream().map(Spot::event).collect(Collectors.joining(" ")))
                .sorted()
                .toList();
    }

    /** The events of each finding that stands at the end. */
    private static List<String> judged(Rule rule, List<Hit> hits, Random random) {
        ChainJudge judge = new ChainJudge(BOUNDS);
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
        EntryStore<ChainHead> store = new HeapChainStore();
        ChainGroup group = ChainGroup.begin(Chains.place(), store);
        for (Contribution arrival : arrivals(hits, random)) {
            judge.take(group, List.of(arrival), sink);
            if (random.nextInt(3) > 0) {
                judge.judge(group, rules, sink);
            }
            group = random.nextBoolean() ? group : rewritten(group, store);
        }
        judge.endOfInput(group, rules, sink);
        assertThat(group.isEmpty()).isTrue();
        return last.values().stream()
                .filter(finding -> finding.state() != State.RETRACTED)
                .map(finding -> finding.state() + " "
                        + finding.evidence().stream().map(Evidence::event).collect(Collectors.joining(" ")))
                .sorted()
                .toList();
    }

    /**
     * The hits within the lateness of each other, some twice, some that are taken back again, some that are settled when they are past,
     * and some whose endpoint's time has passed them, be it too early.
     */
    private static List<Contribution> arrivals(List<Hit> hits, Random random) {
        List<Map.Entry<Long, Contribution>> arrivals = new ArrayList<>();
        for (Hit hit : hits) {
            long at = hit.time() + random.nextInt(10) * SECOND;
            if (hit.settled() && random.nextInt(4) == 0) {
                Hit open = new Hit(hit.evidence(), false, hit.share());
                arrivals.add(Map.entry(at, new Contribution(open, false)));
                arrivals.add(Map.entry(at + (1 + random.nextInt(30)) * SECOND, new Contribution(hit, News.CHANGED)));
            } else {
                arrivals.add(Map.entry(at, new Contribution(hit, false)));
            }
            if (random.nextInt(4) == 0) {
                long between = hit.time() + random.nextInt(5) * SECOND;
                Hit wrong = Chains.hit(
                        "no" + hit.event(),
                        hit.evidence().endpoint(),
                        hit.part(),
                        hit.time(),
                        true,
                        Standing.of(hit.share().value()));
                arrivals.add(Map.entry(between, new Contribution(wrong, false)));
                arrivals.add(Map.entry(between + 5 * SECOND, new Contribution(wrong, true)));
            }
            if (random.nextBoolean()) {
                arrivals.add(Map.entry(at + random.nextInt(40) * SECOND, new Contribution(hit, News.PASSED)));
            }
        }
        Collections.shuffle(arrivals, random);
        arrivals.sort(Map.Entry.comparingByKey());
        return arrivals.stream().map(Map.Entry::getValue).toList();
    }

    private static ChainGroup rewritten(ChainGroup group, EntryStore<ChainHead> store) {
        group.write(1);
        return Objects.requireNonNull(ChainGroup.read(store));
    }
}
