package io.cordon.engine.tree;

import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a start says of its process, kept apart from the process: it is long, it is written once, and few events ask for it, while
 * the process itself changes with each of its children.
 *
 * @param columns in the order of {@link Start#KEPT}
 */
public record StartTexts(List<String> columns) {
    private static final int VERSION = 1;

    public StartTexts {
        columns = List.copyOf(columns);
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeByte(columns.size());
        for (String column : columns) {
            Bytes.text(out, column);
        }
    }

    public static StartTexts read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        int size = in.readByte();
        List<String> columns = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            columns.add(Bytes.text(in));
        }
        return new StartTexts(columns);
    }
}
