package io.cordon.engine.incident;

import io.cordon.engine.event.Bytes;
import io.cordon.engine.tree.Table;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** What the incident stage keeps of one tenant. Values count only once they were put. */
public interface IncidentStore {
    /** What may still be joined, by id. */
    Table<String, Clue> clues();

    /** Where processes stand, by {@link Link#id}. */
    Table<String, Link> links();

    /** How rare it is that processes were started by what started them, from 0 to 1, by {@link Link#id}. */
    Table<String, Double> rarities();

    /** What was last said of incidents, by id. */
    Table<String, Said> said();

    /** What follows from these, on the heap: the same one until it is lost, then a new one. */
    Board board();

    /**
     * What was last said of an incident.
     *
     * @param digest of all that was said
     * @param anchors its earliest findings; it is known by the first
     * @param last when something joined it last, in µs
     */
    record Said(int version, int digest, Incident.State state, List<String> anchors, long last) {
        private static final int LAYOUT = 1;

        public void write(DataOutput out) throws IOException {
            out.writeByte(LAYOUT);
            out.writeInt(version);
            out.writeInt(digest);
            Bytes.text(out, state.name());
            Bytes.texts(out, anchors);
            out.writeLong(last);
        }

        public static Said read(DataInput in) throws IOException {
            Bytes.version(in, LAYOUT);
            return new Said(
                    in.readInt(), in.readInt(), Incident.State.valueOf(Bytes.text(in)), Bytes.texts(in), in.readLong());
        }
    }
}
