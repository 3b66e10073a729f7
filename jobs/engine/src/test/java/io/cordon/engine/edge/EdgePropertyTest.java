package io.cordon.engine.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Edges follow from what was seen, not from when it was read nor from how the hosts' clocks are set. */
class EdgePropertyTest {
    private static final int ORDERS = 60;

    @Test
    void anyInterleavingTellsTheSame() {
        Stories.all().forEach((name, story) -> {
            RemoteStory told = told(story, 0, 0);
            List<String> expected = summary(told.edges());
            assertThat(expected).as(name).isNotEmpty();
            for (long seed = 0; seed < ORDERS; seed++) {
                assertThat(told.shuffled(seed)).as("%s, seed %d", name, seed).isEqualTo(told.edges());
            }
        });
    }

    @Test
    void clocksThatDifferTellTheSame() {
        Random random = new Random(7);
        Stories.all().forEach((name, story) -> {
            List<String> expected = summary(told(story, 0, 0).edges());
            for (long seed = 0; seed < ORDERS; seed++) {
                int source = random.nextInt(61) - 30;
                int target = random.nextInt(61) - 30;
                assertThat(summary(told(story, source, target).shuffled(seed)))
                        .as("%s, seed %d, clocks %d and %d", name, seed, source, target)
                        .isEqualTo(expected);
            }
        });
    }

    /** All stories at once, on the same two hosts. */
    @Test
    void storiesDoNotMixInAnyOrder() {
        RemoteStory all = Stories.together();
        List<Edge> expected = all.edges();
        for (long seed = 0; seed < ORDERS; seed++) {
            assertThat(all.shuffled(seed)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void theOffsetOfTheClocksIsTold() {
        Edge edge = told(Stories::wmi, 20, -5).edges().get(0);

        assertThat(edge.offset()).hasValue(24_400_000L);
    }

    private static RemoteStory told(Consumer<RemoteStory> story, int source, int target) {
        RemoteStory told = new RemoteStory().clock("desk", source).clock("server", target);
        story.accept(told);
        return told;
    }

    private static List<String> summary(List<Edge> edges) {
        return edges.stream()
                .filter(edge -> edge.tier() != Tier.T4)
                .map(edge -> edge.tier() + " " + edge.techniques() + " " + edge.source() + " " + edge.keys() + " "
                        + edge.target().object() + " "
                        + edge.target().started().stream()
                                .map(Trace.Started::process)
                                .toList())
                .toList();
    }
}
