package io.cordon.detect;

import io.cordon.streaming.KeyedBytes;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds up what a task has for a group before it goes over the network: in a second a group's first few contributions go at
 * once, as those of a chain's steps on one endpoint are; what follows until the next watermark, or to the second's end where none comes, goes
 * together. So a key that the whole fleet feeds gets some records a second from each task, however many events there are. Nothing is held over a
 * watermark or a checkpoint.
 */
final class AddUpOperator extends AbstractStreamOperator<KeyedBytes>
        implements OneInputStreamOperator<KeyedBytes, KeyedBytes>, ProcessingTimeCallback {
    private static final long serialVersionUID = 1;
    private static final long HOLD_MILLIS = 1000;
    private static final int MOST_BYTES = 4 << 20;
    /** As many as most chains have steps. */
    private static final int MOST_AT_ONCE = 4;

    /** The groups of this second. */
    private transient Map<String, Group> groups = new LinkedHashMap<>();

    private transient int bytes;

    /** What a group has sent in this second, and what it holds. */
    private static final class Group {
        private final ByteArrayOutputStream held = new ByteArrayOutputStream(0);
        private int sent;
    }

    @Override
    public void open() throws Exception {
        super.open();
        groups = new LinkedHashMap<>();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what fails in a timer fails the task
    public void processElement(StreamRecord<KeyedBytes> element) {
        KeyedBytes contribution = element.getValue();
        if (groups.isEmpty()) {
            getProcessingTimeService()
                    .registerTimer(getProcessingTimeService().getCurrentProcessingTime() + HOLD_MILLIS, this);
        }
        Group group = groups.computeIfAbsent(contribution.key(), key -> new Group());
        if (group.sent < MOST_AT_ONCE) {
            group.sent++;
            output.collect(new StreamRecord<>(contribution));
            return;
        }
        group.held.writeBytes(contribution.value());
        bytes += contribution.value().length;
        if (bytes > MOST_BYTES) {
            send();
        }
    }

    @Override
    public void onProcessingTime(long time) {
        send();
        groups.clear();
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        send();
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) {
        send();
    }

    @Override
    public void finish() throws Exception {
        send();
        super.finish();
    }

    private void send() {
        groups.forEach((key, group) -> {
            if (group.held.size() > 0) {
                output.collect(new StreamRecord<>(new KeyedBytes(key, group.held.toByteArray())));
                group.held.reset();
            }
        });
        bytes = 0;
    }
}
