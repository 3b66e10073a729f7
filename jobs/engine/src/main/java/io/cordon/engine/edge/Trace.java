package io.cordon.engine.edge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one endpoint tells stage 2: a half of an edge. A later one with the same key, endpoint and id replaces it; one without a half
 * takes it back.
 *
 * @param key where the halves meet: the address that called, or the id of a Kerberos ticket
 */
public record Trace(
        String tenant,
        String key,
        String endpoint,
        String id,
        @Nullable Caller caller,
        @Nullable Called called) {

    static String ofAddress(String ip) {
        return "ip " + ip;
    }

    static String ofTicket(String guid) {
        return "ticket " + guid;
    }

    /**
     * The source's half: a process called.
     *
     * @param port the port that it called from, or 0 where the key is a ticket
     * @param seen when, on the endpoint's UTC clock
     * @param process by the sensor's id; empty where it is not known
     * @param proven whether the sensor itself says that the process, and no shared host, made the connection
     * @param newCredentials whether its session was given other credentials than its user's
     */
    public record Caller(
            int port, Sighting seen, String process, String image, boolean proven, boolean newCredentials) {}

    /**
     * The target's half: something was done for the key.
     *
     * @param started the processes, in order; for an object maybe none yet
     * @param tie what ties the key to what was done
     * @param logon the logon, where it was seen
     * @param port the port that the logon came from, or 0
     * @param candidates the connections from the key that may have carried it
     * @param alone whether nobody else can have asked
     */
    public record Called(
            Mechanism mechanism,
            Sighting seen,
            String object,
            List<Started> started,
            Tie tie,
            @Nullable Sighting logon,
            int port,
            List<Candidate> candidates,
            boolean alone) {}

    /** A process at the edge's end. */
    public record Started(Sighting seen, String process, String image) {}

    /** A connection by the port that it came from. */
    public record Candidate(int port, Sighting seen) {}

    /** What ties what was done to the key; the strongest first. */
    public enum Tie {
        /** The process itself holds the connection. */
        CONNECTION,
        /** It was done in the session whose logon came from there. */
        SESSION,
        /** The same user logged on from there at that time. */
        USER,
        /** Only the time. */
        TIME
    }
}
