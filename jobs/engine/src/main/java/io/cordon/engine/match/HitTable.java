package io.cordon.engine.match;

/**
 * What is known once something was found in a text: leaves of conditions that hold, or may hold where finding is not the whole
 * test, and the conditions that were waiting for one of them.
 *
 * <p>A hit may bring another one with it: where {@code -encodedcommand} ends, {@code command} ends too.
 */
final class HitTable {
    static final int NONE = -1;

    private final int[] starts;
    private final int[] data;

    /**
     * A table as its builder lays it out.
     *
     * @param starts where each hit begins in {@code data}
     * @param data of each hit: the hit that it brings, the number of leaves, these, the number of waiting conditions, these
     */
    private HitTable(int[] starts, int[] data) {
        this.starts = starts;
        this.data = data;
    }

    int size() {
        return starts.length;
    }

    /** The hit that comes with it, or {@link #NONE}. */
    int brings(int hit) {
        return data[starts[hit]];
    }

    /** Where the number of its leaves stands, behind which come these, the number of waiting conditions, and these. */
    int leavesAt(int hit) {
        return starts[hit] + 1;
    }

    int get(int at) {
        return data[at];
    }

    /** Collects the hits of a rule set. */
    static final class Builder {
        private final Ints starts = new Ints();
        private final Ints data = new Ints();

        /** A new hit's number. */
        int add(int brings, int[] leaves, int[] waiting) {
            starts.add(data.size());
            data.add(brings);
            data.add(leaves.length);
            data.addAll(leaves);
            data.add(waiting.length);
            data.addAll(waiting);
            return starts.size() - 1;
        }

        HitTable build() {
            return new HitTable(starts.toArray(), data.toArray());
        }
    }
}
