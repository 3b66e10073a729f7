package io.cordon.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackedFieldsTest {
    @Test
    void saysWhatTheMapSaid() {
        for (int size : new int[] {0, 1, 2, 3, 17, 64, 65, 1000}) {
            Map<String, String> map = new HashMap<>();
            IntStream.range(0, size).forEach(i -> map.put("Field" + i, "text " + i));

            PackedFields packed = PackedFields.of(map);

            assertThat(packed).isEqualTo(map).hasSize(size);
            assertThat(packed.hashCode()).isEqualTo(map.hashCode());
            Map<String, String> walked = new HashMap<>();
            packed.forEach(walked::put);
            assertThat(walked).isEqualTo(map);
            IntStream.range(0, size)
                    .forEach(i -> assertThat(packed.find("Field" + i)).isEqualTo("text " + i));
            IntStream.range(size, size + 500)
                    .forEach(i -> assertThat(packed.find("Field" + i)).isNull());
        }
    }

    @Test
    void tellsNamesOfOneHashApart() {
        PackedFields packed = PackedFields.of(Map.of("Aa", "1", "C", "3"));

        assertThat("Aa").hasSameHashCodeAs("BB");
        assertThat(packed.get("Aa")).isEqualTo("1");
        assertThat(packed.get("BB")).isNull();
        assertThat(packed.containsKey("C")).isTrue();
    }
}
