package io.cordon.detect;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A record of the rules topics as it is kept in a checkpoint.
 *
 * @param append when Kafka appended it, in µs
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are kept as they are and never compared
record KeptRecord(String topic, long append, byte[] value) {
    /** All of them in one, compressed: rules are text, and much alike. */
    static byte[] pack(List<KeptRecord> records) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(packed))) {
            out.writeInt(records.size());
            for (KeptRecord record : records) {
                out.writeUTF(record.topic);
                out.writeLong(record.append);
                out.writeInt(record.value.length);
                out.write(record.value);
            }
        }
        return packed.toByteArray();
    }

    static List<KeptRecord> unpack(byte[] packed) throws IOException {
        List<KeptRecord> records = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(packed)))) {
            for (int left = in.readInt(); left > 0; left--) {
                records.add(new KeptRecord(in.readUTF(), in.readLong(), in.readNBytes(in.readInt())));
            }
        }
        return records;
    }
}
