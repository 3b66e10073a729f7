package io.cordon.engine.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** How an event that is kept in state is laid out. */
public final class EventBytes {
    private static final int VERSION = 1;

    private EventBytes() {}

    public static void write(EndpointEvent event, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        Bytes.text(out, event.tenant());
        Bytes.text(out, event.endpoint());
        Bytes.text(out, event.id());
        out.writeLong(event.time());
        Bytes.text(out, event.clock().name());
        out.writeLong(event.recordTime());
        out.writeLong(event.appendTime());
        Bytes.text(out, event.position());
        Bytes.text(out, event.product());
        Bytes.text(out, event.service());
        Bytes.text(out, event.provider());
        out.writeInt(event.code());
        out.writeLong(event.recordNumber());
        Bytes.text(out, event.activity().name());
        Bytes.text(out, event.entity());
        out.writeLong(event.pid());
        Bytes.text(out, event.parentEntity());
        out.writeLong(event.parentPid());
        Bytes.text(out, event.targetEntity());
        out.writeLong(event.targetPid());
        Column[] columns = Column.values();
        int written = columns.length;
        while (written > 0 && event.column(columns[written - 1]) == null) {
            written--;
        }
        out.writeByte(written);
        for (int i = 0; i < written; i++) {
            Bytes.text(out, event.column(columns[i]));
        }
        // Sorted, so that equal events have equal bytes.
        Map<String, String> fields = new TreeMap<>(event.fields());
        out.writeInt(fields.size());
        for (Map.Entry<String, String> field : fields.entrySet()) {
            Bytes.text(out, field.getKey());
            Bytes.text(out, field.getValue());
        }
    }

    public static EndpointEvent read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        EndpointEvent.Builder event = EndpointEvent.builder()
                .tenant(Bytes.text(in))
                .endpoint(Bytes.text(in))
                .id(Bytes.text(in));
        long time = in.readLong();
        event.time(time, Clock.valueOf(Bytes.text(in)))
                .recordTime(in.readLong())
                .appendTime(in.readLong())
                .position(Bytes.text(in))
                .product(Bytes.text(in))
                .service(Bytes.text(in))
                .provider(Bytes.text(in))
                .code(in.readInt())
                .recordNumber(in.readLong())
                .activity(Activity.valueOf(Bytes.text(in)));
        String entity = Bytes.nullable(in);
        event.process(entity, in.readLong());
        String parent = Bytes.nullable(in);
        event.parent(parent, in.readLong());
        String target = Bytes.nullable(in);
        event.target(target, in.readLong());
        Column[] columns = Column.values();
        int written = in.readByte();
        for (int i = 0; i < written; i++) {
            event.column(columns[i], Bytes.nullable(in));
        }
        Map<String, String> fields = new HashMap<>();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            fields.put(Bytes.text(in), Bytes.text(in));
        }
        return event.fields(fields).build();
    }
}
