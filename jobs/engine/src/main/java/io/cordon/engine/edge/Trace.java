package io.cordon.engine.edge;

import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one endpoint tells stage 2: a half of an edge. A later one with the same key, endpoint and id replaces it; one without a half
 * takes it back.
 *
 * @param key where the halves meet: the address that called, or the id of a Kerberos ticket
 * @param append when the record was appended that had it told, in µs
 */
public record Trace(
        String tenant,
        String key,
        String endpoint,
        String id,
        @Nullable Caller caller,
        @Nullable Called called,
        long append) {
    private static final int VERSION = 1;

    static String ofAddress(String ip) {
        return "ip " + ip;
    }

    static String ofTicket(String guid) {
        return "ticket " + guid;
    }

    /** What it travels by: the tenant, and where the halves meet. */
    public String place() {
        return tenant + ' ' + key;
    }

    /** The endpoint's processes that it tells of. */
    public List<String> processes() {
        Stream<String> all = called == null
                ? Stream.ofNullable(caller).map(Caller::process)
                : called.started().stream().map(Started::process);
        return all.filter(process -> !process.isEmpty()).toList();
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        Bytes.text(out, tenant);
        Bytes.text(out, key);
        Bytes.text(out, endpoint);
        Bytes.text(out, id);
        EdgeBytes.optional(out, caller, (to, half) -> half.write(to));
        EdgeBytes.optional(out, called, (to, half) -> half.write(to));
        out.writeLong(append);
    }

    public static Trace read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        return new Trace(
                Bytes.text(in),
                Bytes.text(in),
                Bytes.text(in),
                Bytes.text(in),
                EdgeBytes.optional(in, Caller::read),
                EdgeBytes.optional(in, Called::read),
                in.readLong());
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
            int port, Sighting seen, String process, String image, boolean proven, boolean newCredentials) {

        void write(DataOutput out) throws IOException {
            out.writeInt(port);
            EdgeBytes.write(out, seen);
            Bytes.text(out, process);
            Bytes.text(out, image);
            out.writeBoolean(proven);
            out.writeBoolean(newCredentials);
        }

        static Caller read(DataInput in) throws IOException {
            return new Caller(
                    in.readInt(),
                    EdgeBytes.sighting(in),
                    Bytes.text(in),
                    Bytes.text(in),
                    in.readBoolean(),
                    in.readBoolean());
        }
    }

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
            boolean alone) {

        void write(DataOutput out) throws IOException {
            Bytes.text(out, mechanism.name());
            EdgeBytes.write(out, seen);
            Bytes.text(out, object);
            EdgeBytes.all(out, started, EdgeBytes::write);
            Bytes.text(out, tie.name());
            EdgeBytes.optional(out, logon, EdgeBytes::write);
            out.writeInt(port);
            EdgeBytes.all(out, candidates, (to, candidate) -> {
                to.writeInt(candidate.port());
                EdgeBytes.write(to, candidate.seen());
            });
            out.writeBoolean(alone);
        }

        static Called read(DataInput in) throws IOException {
            return new Called(
                    Mechanism.valueOf(Bytes.text(in)),
                    EdgeBytes.sighting(in),
                    Bytes.text(in),
                    EdgeBytes.all(in, EdgeBytes::started),
                    Tie.valueOf(Bytes.text(in)),
                    EdgeBytes.optional(in, EdgeBytes::sighting),
                    in.readInt(),
                    EdgeBytes.all(in, from -> new Candidate(from.readInt(), EdgeBytes.sighting(from))),
                    in.readBoolean());
        }
    }

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
