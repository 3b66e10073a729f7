package io.cordon.streaming;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** Flink's watermarks: Kafka's append time, since Flink has none per key and an endpoint's own time is the engine's. */
public final class AppendTime {
    private static final Duration IDLE = Duration.ofSeconds(5);

    private AppendTime() {}

    /** For the inputs that time runs on. */
    public static WatermarkStrategy<TopicRecord> watermarks() {
        return WatermarkStrategy.<TopicRecord>forMonotonousTimestamps()
                .withTimestampAssigner((record, before) -> TimeUnit.MICROSECONDS.toMillis(record.appendTime()))
                .withIdleness(IDLE);
    }

    /** For control topics: they neither hold time back nor carry it on while the inputs that it runs on are silent. */
    public static WatermarkStrategy<TopicRecord> never() {
        return WatermarkStrategy.forGenerator(context -> new Timeless());
    }

    private static final class Timeless implements WatermarkGenerator<TopicRecord> {
        @Override
        public void onEvent(TopicRecord record, long timestamp, WatermarkOutput output) {
            // a control record says nothing of time
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            // a last watermark would be the only one, and end all state, once the other inputs are idle
            output.markIdle();
        }
    }
}
