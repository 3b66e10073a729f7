package io.cordon.engine.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.finding.Evidence;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a hit costs in state does not grow with what its group has. */
class GroupStateTest {
    private static final Place PLACE = new Place("default", "count", 1, "v1", List.of("ada"));

    private final HeapGroupStore store = new HeapGroupStore();
    private Group group = Group.begin(PLACE);

    @Test
    void eachHitWritesItself() {
        group.put(hit(0));
        group.write(store);
        int head = store.headBytes();
        for (int i = 1; i < 10_000; i++) {
            store.touched = 0;
            group.put(hit(i));
            group.write(store);
            assertThat(store.touched).isEqualTo(1);
        }
        assertThat(store.headBytes()).isEqualTo(head);
        assertThat(Objects.requireNonNull(Group.read(store)).hits).isEqualTo(group.hits);
    }

    @Test
    void whatIsDroppedOrTakenBackIsNoEntryAnyMore() {
        for (int i = 0; i < 10; i++) {
            group.put(hit(i));
        }
        group.write(store);
        group = Objects.requireNonNull(Group.read(store));
        group.drop(3);
        group.remove(hit(7));
        group.write(store);

        assertThat(store.entries).hasSize(6);
        assertThat(Objects.requireNonNull(Group.read(store)).hits)
                .extracting(Hit::event)
                .containsExactly("e3", "e4", "e5", "e6", "e8", "e9");
    }

    @Test
    void hitsThatAHeadListsBecomeEntriesWithWhatComesNext() {
        Group whole = new Group(PLACE);
        whole.put(hit(1));
        whole.put(hit(2));
        store.head(whole);

        group = Objects.requireNonNull(Group.read(store));
        group.put(hit(3));
        group.write(store);

        assertThat(store.entries).hasSize(3);
        assertThat(Objects.requireNonNull(store.head()).hits).isEmpty();
        assertThat(Objects.requireNonNull(Group.read(store)).hits)
                .extracting(Hit::event)
                .containsExactly("e1", "e2", "e3");
    }

    private static Hit hit(int i) {
        Evidence evidence = new Evidence("e" + i, List.of("log:" + i), "h1", null, 1, i, i);
        return new Hit(evidence, true, new Share(PLACE, 0, null, null, "", List.of()));
    }
}
