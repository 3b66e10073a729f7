package io.cordon.engine.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How texts are laid out in state: their length in bytes, -1 for null, and UTF-8. */
public final class Bytes {
    private Bytes() {}

    public static void text(DataOutput out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    public static @Nullable String nullable(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public static String text(DataInput in) throws IOException {
        String text = nullable(in);
        if (text == null) {
            throw new IOException("expected a text, found null");
        }
        return text;
    }

    public static void texts(DataOutput out, Collection<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(out, text);
        }
    }

    /** Texts in a list that may be changed. */
    public static List<String> texts(DataInput in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            texts.add(text(in));
        }
        return texts;
    }

    /** The version that a value in state begins with, one of these. */
    public static int version(DataInput in, int oldest, int newest) throws IOException {
        int found = in.readByte();
        if (found < oldest || found > newest) {
            throw new IOException("expected layout version " + oldest + " to " + newest + ", found " + found);
        }
        return found;
    }

    /** Checks the version that each value in state begins with. */
    public static void version(DataInput in, int known) throws IOException {
        int found = in.readByte();
        if (found != known) {
            throw new IOException("expected layout version " + known + ", found " + found);
        }
    }
}
