package io.cordon.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MultiValueTest {
    static List<List<String>> lists() {
        return List.of(List.of("a", "b"), List.of("", ""), List.of("a"), List.of("a\nb", ""), List.of("", "a", "b"));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void valuesComeBack(List<String> values) {
        assertThat(MultiValue.values(MultiValue.of(values))).isEqualTo(values);
    }

    static List<String> separators() {
        return List.of("\u001ea\u001eb", "\u001e", "a\u001eb");
    }

    @ParameterizedTest
    @MethodSource("separators")
    void whatAnEventSaysMakesNoSecondValue(String hostile) {
        assertThat(MultiValue.values(MultiValue.single(hostile))).hasSize(1);
        assertThat(MultiValue.values(MultiValue.of(List.of(hostile, "x")))).hasSize(2);
    }
}
