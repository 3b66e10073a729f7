package io.cordon.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The processes that run on this host. */
public interface ProcessTable {
    /**
     * A process as the operating system describes it.
     *
     * @param entity as this host's sensor names it
     * @param parent who created it, as this host's sensor names it; empty where that is not known
     * @param startMicros its start in µs since 1970 on the host's clock
     * @param image the full path of what it runs, or empty where that is not told
     * @param uid its user's id
     */
    record Facts(
            long pid, String entity, Optional<String> parent, long startMicros, Optional<String> image, long uid) {}

    /** A hold on one process: never comes to mean another one, even when its pid is given anew. */
    interface Handle extends AutoCloseable {
        /** What it is, read after it was taken hold of. */
        Facts facts();

        /** Stops it; false where it has ended. */
        boolean suspend() throws IOException;

        /** Lets it go on; false where it has ended. */
        boolean resume() throws IOException;

        /** Kills it and waits until it has ended; false where it does not end. */
        boolean kill() throws IOException;

        @Override
        void close();
    }

    /** How far a process's start is from the one that is said of it, in µs, by whichever clock this host's sensor told it. */
    default long apart(Facts process, long startMicros) {
        return Math.abs(process.startMicros() - startMicros);
    }

    /** Takes hold of whatever has a pid now, or empty where nothing has. */
    Optional<Handle> open(long pid) throws IOException;

    /** Every process that runs now. */
    List<Facts> all() throws IOException;

    /**
     * The entities that a process descends from, its parent first, over ancestors that have ended too.
     *
     * @param of a process that runs
     */
    List<String> ancestry(Facts of);

    /** How exact start times are. */
    Duration resolution();
}
