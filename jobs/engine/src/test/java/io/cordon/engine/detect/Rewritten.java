package io.cordon.engine.detect;

import io.cordon.engine.tree.PidEntry;
import io.cordon.engine.tree.ProcessEntry;
import io.cordon.engine.tree.Table;
import io.cordon.engine.tree.Ways;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** What is kept survives being written and read. */
final class Rewritten {
    private Rewritten() {}

    private interface Writes<V> {
        void write(V value, DataOutput out) throws IOException;
    }

    private interface Reads<V> {
        V read(DataInput in) throws IOException;
    }

    static void all(HeapDetectStore store) {
        all(store.processes(), ProcessEntry::write, ProcessEntry::read);
        all(store.pids(), PidEntry::write, PidEntry::read);
        all(store.ways(), Ways::write, Ways::read);
        all(store.matches(), OpenMatch::write, OpenMatch::read);
    }

    private static <K, V> void all(Table<K, V> table, Writes<V> writes, Reads<V> reads) {
        for (K key : table.keys()) {
            try {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                writes.write(Objects.requireNonNull(table.get(key)), new DataOutputStream(bytes));
                table.put(key, reads.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
