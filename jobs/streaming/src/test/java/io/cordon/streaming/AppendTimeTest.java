package io.cordon.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

class AppendTimeTest {
    @Test
    void controlTopicsSayNothingOfTime() {
        List<String> said = new ArrayList<>();
        WatermarkOutput output = new WatermarkOutput() {
            @Override
            public void emitWatermark(Watermark watermark) {
                said.add("watermark " + watermark.getTimestamp());
            }

            @Override
            public void markIdle() {
                said.add("idle");
            }

            @Override
            public void markActive() {
                said.add("active");
            }
        };
        var generator = AppendTime.never().createWatermarkGenerator(null);

        generator.onEvent(new TopicRecord("id", new byte[0], "rules", 0, 0, 1), 1, output);
        generator.onPeriodicEmit(output);

        assertThat(said).containsExactly("idle");
    }
}
