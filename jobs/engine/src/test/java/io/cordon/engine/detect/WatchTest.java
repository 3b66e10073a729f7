package io.cordon.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.Contribution.News;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldCatalogue;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.match.CompiledRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What waits for an endpoint's time is an entry for each key and moment, and is told once it has passed. */
class WatchTest {
    private static final long EPOCH = 1_714_550_400_000_000L;
    private static final CompiledRules RULES = Scenario.rules("""
            title: No third
            id: r
            query: |
              sequence by user.name with maxspan=10m [any where event.code == "1"] ![any where event.code == "3"]
            """);

    private final Detector detector = new Detector(DetectorConfig.STREAM);
    private final HeapDetectStore store = new HeapDetectStore();
    private final List<String> passed = new ArrayList<>();
    private final Sink sink = new Sink() {
        @Override
        public void finding(Finding finding) {
            throw new AssertionError("the chain finds it");
        }

        @Override
        public void contribution(Contribution contribution) {
            if (contribution.news() == News.PASSED) {
                passed.add(contribution.hit().event());
            }
        }

        @Override
        public void counted(Counter counter) {}
    };

    @Test
    void eachKeyWaitsByItself() {
        for (int i = 0; i < 10_000; i++) {
            event("e" + i, i / 500.0, 1, "user" + i);
        }
        assertThat(store.waiting().keys()).hasSize(10_000);

        event("before", 629, 4, "ada");
        assertThat(passed).isEmpty();
        event("soon", 640, 4, "ada");
        assertThat(passed).hasSizeBetween(1, 9_999);
        event("after", 660, 4, "ada");
        assertThat(passed).hasSize(10_000).doesNotHaveDuplicates();
        assertThat(store.waiting().keys()).isEmpty();
        assertThat(store.header().due()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void ofOneKeyTheLastOfAMomentSpeaksForAll() {
        for (int i = 0; i < 1000; i++) {
            event("e" + i, 0.001 + i / 1000.0, 1, "ada");
        }
        event("again", 0.001, 1, "ada");
        assertThat(store.waiting().keys()).hasSize(1);

        event("after", 700, 4, "ada");
        assertThat(passed).containsExactly("e999");
    }

    @Test
    void whatIsJudgedAgainDoesNotWaitTwice() {
        event("a", 1, 1, "ada");
        event("b", 2, 1, "bob");
        event("a", 1, 1, "ada");
        event("b", 2, 1, "bob");

        assertThat(store.waiting().keys()).hasSize(2);
        assertThat(Objects.requireNonNull(store.waiting().get(store.header().due()))
                        .count())
                .isEqualTo(2);
    }

    private void event(String id, double second, int code, String user) {
        EndpointEvent.Builder event = EndpointEvent.builder()
                .endpoint("h1")
                .id(id)
                .position("log:" + id)
                .time(EPOCH + Math.round(second * 1e6), Clock.UTC)
                .appendTime(EPOCH + Math.round(second * 1e6))
                .product("windows")
                .service("security")
                .code(code)
                .activity(Activity.OTHER);
        FieldCatalogue.builtIn().put("user.name", user, event);
        detector.process(event.build(), RULES, store, sink);
    }
}
