package io.cordon.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.correlate.Place;
import io.cordon.engine.sequence.ChainHead;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Groups on the heap are those that state has: what is forgotten is read again, and what is cleared is gone from both. */
class ChainGroupsTest {
    private static final int FEW = 10;

    private final Map<String, ChainHead> heads = new HashMap<>();
    private final KeyedMaps<String, byte[]> entries = new KeyedMaps<>();
    private String key = "";
    private final ChainGroups groups = new ChainGroups(new Heads(), entries, FEW);

    @Test
    void theGroupsUsedLastAreRemembered() {
        for (int i = 0; i < 100; i++) {
            put("k" + i);
            at("k0");
            groups.put(key, Objects.requireNonNull(groups.get(key)));
        }
        assertThat(groups.isRemembered("k0")).isTrue();
        assertThat(groups.isRemembered("k99")).isTrue();
        assertThat(groups.isRemembered("k1")).isFalse();
        assertThat(heads).hasSize(100);

        at("k1");
        assertThat(groups.get(key)).isNotNull();
    }

    @Test
    void whatIsClearedIsGone() {
        put("k");
        at("k");
        groups.clear(key);

        assertThat(groups.get(key)).isNull();
        assertThat(heads).isEmpty();
        assertThat(groups.open()).isZero();
    }

    @Test
    void anotherTaskReadsWhatOneWrote() {
        put("k");
        ChainGroups other = new ChainGroups(new Heads(), entries, FEW);

        assertThat(Objects.requireNonNull(other.get(key)).place()).isEqualTo(place("k"));
        at("nobody's");
        assertThat(other.get(key)).isNull();
    }

    private void at(String now) {
        key = now;
        entries.at(now);
    }

    private void put(String now) {
        at(now);
        groups.put(now, groups.begin(place(now)));
    }

    private static Place place(String of) {
        return new Place("default", "chain", 1, "v1", List.of(of), true);
    }

    private final class Heads implements ValueState<ChainHead> {
        @Override
        public @Nullable ChainHead value() {
            return heads.get(key);
        }

        @Override
        public void update(ChainHead head) {
            heads.put(key, head);
        }

        @Override
        public void clear() {
            heads.remove(key);
        }
    }
}
