package io.cordon.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.match.CompiledRules;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lineage passes over edges: findings are those on the one graph of all hosts, whatever comes in which order. */
class GraftPropertyTest {
    private static final CompiledRules PLAIN = Scenario.rules(RemoteScenario.PLAIN);
    private static final CompiledRules NESTED = Scenario.rules(RemoteScenario.NESTED);

    @Test
    void anyOrderGivesWhatTheWholeGraphSaysAlsoInCircles() {
        qt().withExamples(500).forAll(integers().all(), integers().all()).checkAssert((story, order) -> {
            RemoteScenario scenario = RemoteScenario.random(story, true);

            assertThat(RemoteHosts.after(scenario, PLAIN, new Random(order)).findings())
                    .isEqualTo(RemoteReference.findings(scenario, PLAIN));
        });
    }

    @Test
    void lineageThatRestsOnLineagePassesToo() {
        qt().withExamples(500).forAll(integers().all(), integers().all()).checkAssert((story, order) -> {
            RemoteScenario scenario = RemoteScenario.random(story, false);

            assertThat(RemoteHosts.after(scenario, NESTED, new Random(order)).findings())
                    .isEqualTo(RemoteReference.findings(scenario, NESTED));
        });
    }

    @Test
    void inCirclesLineageThatRestsOnLineageDoesNotDependOnOrder() {
        qt().withExamples(300).forAll(integers().all(), integers().all()).checkAssert((story, order) -> {
            RemoteScenario scenario = RemoteScenario.random(story, true);

            assertThat(RemoteHosts.after(scenario, NESTED, new Random(order)).findings())
                    .isEqualTo(RemoteHosts.after(scenario, NESTED, new Random(~order))
                            .findings());
        });
    }

    @Test
    void aFindingNamesTheEdgesThatItRestsOn() {
        RemoteScenario scenario = chain(2);
        RemoteHosts hosts = RemoteHosts.after(scenario, PLAIN, new Random(1));

        assertThat(hosts.edges("under", "e1")).containsExactly("edge1");
        assertThat(hosts.edges("under", "e2")).containsExactly("edge1", "edge2");
        assertThat(hosts.edges("child", "e1")).containsExactly("edge1");
        assertThat(hosts.edges("child", "e2")).isNull();
    }

    @Test
    void whatHasCrossedTooManyEdgesEndsAndIsCounted() {
        RemoteHosts hosts = RemoteHosts.after(chain(12), PLAIN, new Random(1));

        assertThat(hosts.edges("under", "e8")).hasSize(8);
        assertThat(hosts.edges("under", "e9")).isNull();
        assertThat(hosts.counted()).containsKey(Counter.CROSSING_CUT);
    }

    @Test
    void nothingHoldsItselfUpInACircle() {
        RemoteScenario scenario = chain(2).edge("back", "h3", "p2", "h1", "p0", 9);
        RemoteHosts hosts = new RemoteHosts(PLAIN);
        hosts.take(scenario);
        hosts.drain(new Random(1));
        assertThat(hosts.edges("under", "e1")).isNotNull();

        hosts.take(scenario.standing().get(0).withdrawn());
        hosts.drain(new Random(1));

        assertThat(hosts.edges("under", "e1")).isNull();
        assertThat(hosts.edges("under", "e2")).isNull();
    }

    @Test
    void anEndpointForgetsTheEdgesOfProcessesThatAreGone() {
        RemoteHosts hosts = new RemoteHosts(PLAIN);
        hosts.take(chain(1));
        hosts.drain(new Random(1));
        HeapDetectStore source = hosts.kept("h1");
        assertThat(source.header().sources()).isEqualTo(1);

        new Detector(DetectorConfig.STREAM).sweep("h1", Long.MAX_VALUE, PLAIN, source, silent());

        assertThat(source.ways().keys()).isEmpty();
        assertThat(source.header().sources()).isZero();
    }

    /** Word on the first host has something run on the next, that on the one after, and so on; the hosts come by turns. */
    private static RemoteScenario chain(int edges) {
        RemoteScenario scenario = new RemoteScenario().start("h1", 1, "p0", "none", "winword.exe");
        for (int i = 1; i <= edges; i++) {
            String from = host(i - 1);
            scenario.start(host(i), 2, "p" + i, "none", "net.exe")
                    .edge("edge" + i, from, "p" + (i - 1), host(i), "p" + i, 5);
        }
        return scenario;
    }

    private static String host(int i) {
        List<String> hosts = RemoteScenario.HOSTS;
        return hosts.get(i % hosts.size());
    }

    private static Sink silent() {
        return new Sink() {
            @Override
            public void finding(Finding finding) {}

            @Override
            public void contribution(Contribution contribution) {}

            @Override
            public void counted(Counter counter) {}
        };
    }
}
