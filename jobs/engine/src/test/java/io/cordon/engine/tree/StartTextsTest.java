package io.cordon.engine.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What starts say is kept apart from their processes, and goes with them. */
class StartTextsTest {
    private static final long NOON = 1_714_564_800_000_000L;
    private static final long MINUTE = 60_000_000L;

    private final HeapStore store = new HeapStore();
    private final ProcessTree tree = new ProcessTree("h1", store);

    @Test
    void aProcessThatChangesWithItsChildrenDoesNotHoldThem() {
        tree.apply(event("1", NOON, Activity.PROCESS_START, "{p}", 4));

        ProcessEntry process = Objects.requireNonNull(tree.process("{p}"));
        assertThat(Objects.requireNonNull(process.start()).columns()).isEmpty();
        assertThat(Objects.requireNonNull(tree.start(process)).column(Column.COMMAND_LINE))
                .isEqualTo("said by 1");
    }

    @Test
    void theyGoWithTheirProcess() {
        tree.apply(event("1", NOON, Activity.PROCESS_START, "{ended}", 4));
        tree.apply(event("2", NOON, Activity.PROCESS_START, "{runs}", 8));
        tree.apply(event("3", NOON + MINUTE, Activity.PROCESS_END, "{ended}", 4));

        Removed first = new Removed(new ArrayList<>(), new ArrayList<>());
        TreeSweep.sweep("h1", store, NOON + 2 * MINUTE, false, 10, first);
        assertThat(store.texts().keys()).containsExactly("{runs}");
        assertThat(first).isEqualTo(new Removed(List.of("{ended}"), List.of()));

        Removed then = new Removed(new ArrayList<>(), new ArrayList<>());
        TreeSweep.sweep("h1", store, NOON + 2 * MINUTE, true, 10, then);
        assertThat(store.texts().keys()).isEmpty();
        assertThat(then).isEqualTo(new Removed(List.of(), List.of("{runs}")));
    }

    @Test
    void thoseOfAProcessThatTurnedOutToBeAnotherGoToo() {
        tree.apply(event("1", NOON, Activity.PROCESS_START, null, 4));
        assertThat(store.texts().keys()).hasSize(1).doesNotContain("{p}");

        tree.apply(event("2", NOON, Activity.PROCESS_START, "{p}", 4));
        assertThat(store.texts().keys()).containsExactly("{p}");
    }

    /** Takes down who goes. */
    private record Removed(List<String> exits, List<String> others) implements TreeSweep.Gone {
        @Override
        public void exited(ProcessEntry process) {
            exits.add(process.entity());
        }

        @Override
        public void forgotten(ProcessEntry process) {
            others.add(process.entity());
        }
    }

    private static EndpointEvent event(String id, long time, Activity activity, @Nullable String entity, long pid) {
        return EndpointEvent.builder()
                .endpoint("h1")
                .id(id)
                .time(time, Clock.UTC)
                .activity(activity)
                .process(entity, pid)
                .column(Column.COMMAND_LINE, "said by " + id)
                .build();
    }
}
