package io.cordon.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.streaming.KeyedBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Contributions of a group go together, the first few at once, and none waits for longer than a second or over a barrier. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
class AddUpOperatorTest {
    @Test
    void theFirstFewGoAtOnceAndTheNextTogether() throws Exception {
        try (var harness = harness()) {
            harness.setProcessingTime(0);
            process(harness, "ada", "1", "2", "3", "4", "5");
            process(harness, "bob", "6");
            process(harness, "ada", "7");
            assertThat(said(harness)).containsExactly("ada=1", "ada=2", "ada=3", "ada=4", "bob=6");

            harness.setProcessingTime(1000);
            assertThat(said(harness)).endsWith("bob=6", "ada=57");

            process(harness, "ada", "8");
            assertThat(said(harness)).endsWith("ada=57", "ada=8");
        }
    }

    @Test
    void nothingIsHeldOverAWatermark() throws Exception {
        try (var harness = harness()) {
            process(harness, "ada", "1", "2", "3", "4", "5", "6");
            harness.processWatermark(7);
            process(harness, "ada", "7");

            assertThat(said(harness)).endsWith("ada=4", "ada=56");
        }
    }

    @Test
    void nothingIsHeldOverABarrierOrTheEnd() throws Exception {
        try (var harness = harness()) {
            process(harness, "ada", "1", "2", "3", "4", "5");
            harness.prepareSnapshotPreBarrier(1);
            assertThat(said(harness)).endsWith("ada=4", "ada=5");

            process(harness, "ada", "6");
            harness.endInput();
            harness.getOneInputOperator().finish();
            assertThat(said(harness)).endsWith("ada=5", "ada=6");
        }
    }

    private static void process(
            OneInputStreamOperatorTestHarness<KeyedBytes, KeyedBytes> harness, String key, String... values)
            throws Exception {
        for (String value : values) {
            harness.processElement(bytes(key, value), 0);
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
