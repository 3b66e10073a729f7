package io.cordon.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A table says what its state says, whatever of it is on the heap. */
class ListedTableTest {
    private static final int FEW = 12;

    private final KeyedMaps<String, Integer> state = new KeyedMaps<>();
    private final ListedTable<String, Integer> table = new ListedTable<>(state, FEW, FEW);

    @Test
    void whatIsForgottenIsReadAgain() {
        Map<String, Map<String, Integer>> expected = new HashMap<>();
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            String endpoint = at(random.nextInt(8));
            Map<String, Integer> here = expected.computeIfAbsent(endpoint, name -> new HashMap<>());
            String key = "k" + random.nextInt(5);
            if (random.nextInt(3) == 0) {
                table.remove(key);
                here.remove(key);
            } else {
                table.put(key, i);
                here.put(key, i);
            }
            table.write();

            List<String> keys = new ArrayList<>();
            table.keys().forEach(keys::add);
            assertThat(keys).containsExactlyInAnyOrderElementsOf(here.keySet());
            assertThat(table.get(key)).isEqualTo(here.get(key));
        }
    }

    @Test
    void whatIsNotThereCostsNoRead() {
        at(1);
        table.put("here", 1);
        table.write();
        int before = state.reads();

        for (int i = 0; i < 100; i++) {
            at(1);
            assertThat(table.get("absent" + i)).isNull();
        }
        assertThat(state.reads()).isEqualTo(before);
    }

    @Test
    void whatIsClearedIsGone() {
        at(1);
        table.put("one", 1);
        table.write();
        table.put("two", 2);
        table.clear();
        table.write();

        assertThat(table.keys()).isEmpty();
        assertThat(state.keys()).isEmpty();
    }

    private String at(int endpoint) {
        String key = "h" + endpoint;
        state.at(key);
        table.at(key);
        return key;
    }
}
