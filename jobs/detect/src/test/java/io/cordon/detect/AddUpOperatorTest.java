package io.cordon.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.streaming.KeyedBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Contributions of a group go together, the first at once, and none waits for longer than a second or over a barrier. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
class AddUpOperatorTest {
    @Test
    void theFirstGoesAtOnceAndTheNextTogether() throws Exception {
        try (var harness = harness()) {
            harness.setProcessingTime(0);
            harness.processElement(bytes("ada", "1"), 0);
            harness.processElement(bytes("ada", "2"), 0);
            harness.processElement(bytes("bob", "3"), 0);
            harness.processElement(bytes("ada", "4"), 0);
            assertThat(said(harness)).containsExactly("ada=1", "bob=3");

            harness.setProcessingTime(1000);
            assertThat(said(harness)).containsExactly("ada=1", "bob=3", "ada=24");

            harness.processElement(bytes("ada", "5"), 0);
            assertThat(said(harness)).containsExactly("ada=1", "bob=3", "ada=24", "ada=5");
        }
    }

    @Test
    void nothingIsHeldOverAWatermark() throws Exception {
        try (var harness = harness()) {
            harness.processElement(bytes("ada", "1"), 0);
            harness.processElement(bytes("ada", "2"), 0);
            harness.processWatermark(7);

            assertThat(said(harness)).containsExactly("ada=1", "ada=2");
        }
    }

    @Test
    void nothingIsHeldOverABarrierOrTheEnd() throws Exception {
        try (var harness = harness()) {
            harness.processElement(bytes("ada", "1"), 0);
            harness.processElement(bytes("ada", "2"), 0);
            harness.prepareSnapshotPreBarrier(1);
            assertThat(said(harness)).containsExactly("ada=1", "ada=2");

            harness.processElement(bytes("ada", "3"), 0);
            harness.endInput();
            harness.getOneInputOperator().finish();
            assertThat(said(harness)).containsExactly("ada=1", "ada=2", "ada=3");
        }
    }

    private static OneInputStreamOperatorTestHarness<KeyedBytes, KeyedBytes> harness() throws Exception {
        OneInputStreamOperatorTestHarness<KeyedBytes, KeyedBytes> harness =
                new OneInputStreamOperatorTestHarness<>(new AddUpOperator());
        harness.open();
        return harness;
    }

    private static KeyedBytes bytes(String key, String value) {
        return new KeyedBytes(key, value.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> said(OneInputStreamOperatorTestHarness<KeyedBytes, KeyedBytes> harness) {
        return harness.extractOutputValues().stream()
                .map(record -> record.key() + '=' + new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }
}
