package io.cordon.engine.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Ten thousand events that rest on one process are found again, and none of them is written with all others. */
class WatchersTest {
    private static final int EVENTS = 10_000;

    private final Table<String, EventIds> buckets = new HeapStore.HeapTable<>();
    private final Watchers watchers = new Watchers();

    @Test
    void whatWatchesIsFoundUntilItGoes() {
        Set<String> added = new HashSet<>();
        for (int i = 0; i < EVENTS; i++) {
            added.add("e" + i);
            assertThat(watchers.add("e" + i, "{p1}", buckets)).isTrue();
        }
        assertThat(watchers.add("e1", "{p1}", buckets)).isFalse();
        assertThat(watchers.add("e9999", "{p1}", buckets)).isFalse();
        assertThat(found()).isEqualTo(added);

        for (String event : added) {
            assertThat(watchers.remove(event, "{p1}", buckets)).isTrue();
            assertThat(watchers.remove(event, "{p1}", buckets)).isFalse();
        }
        assertThat(watchers.isEmpty()).isTrue();
        assertThat(buckets.keys()).isEmpty();
    }

    @Test
    void nothingThatIsWrittenGrowsWithAllOfThem() throws IOException {
        for (int i = 0; i < EVENTS; i++) {
            watchers.add("e" + i, "{p1}", buckets);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        watchers.write(new DataOutputStream(bytes));

        assertThat(bytes.size()).isLessThan(500);
        buckets.keys()
                .forEach(key -> assertThat(
                                Objects.requireNonNull(buckets.get(key)).ids())
                        .hasSizeLessThan(EVENTS / 100));

        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        Watchers read = new Watchers();
        read.read(in);
        read.readMore(in);
        Set<String> again = new HashSet<>();
        read.addTo(again, "{p1}", buckets);
        assertThat(again).isEqualTo(found());
    }

    @Test
    void theyGoWithTheirOwnerAndNobodyElses() {
        for (int i = 0; i < 100; i++) {
            watchers.add("e" + i, "{p1}", buckets);
        }
        Watchers others = new Watchers();
        for (int i = 0; i < 100; i++) {
            others.add("e" + i, "{p2}", buckets);
        }
        watchers.drop("{p1}", buckets);

        Set<String> left = new HashSet<>();
        others.addTo(left, "{p2}", buckets);
        assertThat(left).hasSize(100);
        others.drop("{p2}", buckets);
        assertThat(buckets.keys()).isEmpty();
    }

    private Set<String> found() {
        Set<String> found = new HashSet<>();
        watchers.addTo(found, "{p1}", buckets);
        return found;
    }
}
