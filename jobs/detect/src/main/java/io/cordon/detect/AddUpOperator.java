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
 * Adds up what a task has for a group before it goes over the network: a group's first contribution goes at once, what follows
 * until the next watermark, or within a second where none comes, goes together. So a key that the whole fleet feeds gets a few records a second from each
 * task, however many events there are. Nothing is held over a watermark or a checkpoint.
 */
final class AddUpOperator extends AbstractStreamOperator<KeyedBytes>
        implements OneInputStreamOperator<KeyedBytes, KeyedBytes>, ProcessingTimeCallback {
    private static final long serialVersionUID = 1;
    private static final long HOLD_MILLIS = 1000;
    private static final int MOST_BYTES = 4 << 20;

    /** By group what is held; nothing yet for one that went in this second. */
    private transient Map<String, ByteArrayOutputStream> held = new LinkedHashMap<>();

    private transient int bytes;

    @Override
    public void open() throws Exception {
        super.open();
        held = new LinkedHashMap<>();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what fails in a timer fails the task
    public void processElement(StreamRecord<KeyedBytes> element) {
        KeyedBytes contribution = element.getValue();
        if (held.isEmpty()) {
            getProcessingTimeService()
                    .registerTimer(getProcessingTimeService().getCurrentProcessingTime() + HOLD_MILLIS, this);
        }
        ByteArrayOutputStream group = held.get(contribution.key());
        if (group == null) {
            held.put(contribution.key(), new ByteArrayOutputStream(0));
            output.collect(new StreamRecord<>(contribution));
            return;
        }
        group.writeBytes(contribution.value());
        bytes += contribution.value().length;
        if (bytes > MOST_BYTES) {
            send();
        }
    }

    @Override
    public void onProcessingTime(long time) {
        send();
        held.clear();
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
        held.forEach((key, group) -> {
            if (group.size() > 0) {
                output.collect(new StreamRecord<>(new KeyedBytes(key, group.toByteArray())));
                group.reset();
            }
        });
        bytes = 0;
    }
}
