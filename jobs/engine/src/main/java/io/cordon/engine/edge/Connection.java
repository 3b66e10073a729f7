package io.cordon.engine.edge;

import java.util.Comparator;
import java.util.Set;

/**
 * A connection as one endpoint saw it: both ends as its record has them, since old sensors write those of an inbound one the wrong way
 * round.
 *
 * @param owner the process by the sensor's id, or empty
 * @param pid the process where the sensor gave no id
 * @param image what the sensor says that the process runs; empty where it does not know
 * @param ticket the Kerberos ticket that was asked for, where that is known instead of addresses; else empty
 */
public record Connection(
        Sighting seen,
        boolean inbound,
        Address source,
        Address destination,
        String owner,
        long pid,
        String image,
        String ticket) {
    static final Comparator<Connection> ORDER = Comparator.comparing(Connection::seen, Sighting.ORDER);

    private static final Address UNKNOWN = new Address("", 0);

    /** One end. */
    public record Address(String ip, int port) {}

    /** A process that asked for a ticket to log on elsewhere, and so will call there. */
    static Connection withTicket(Sighting seen, long pid, String image, String ticket) {
        return new Connection(seen, false, UNKNOWN, UNKNOWN, "", pid, image, ticket);
    }

    /**
     * The end that called.
     *
     * @param own the endpoint's own addresses as far as they are known
     */
    Address caller(Set<String> own) {
        boolean swapped = inbound
                && (Mechanism.Port.isWellKnown(source.port())
                        ? !Mechanism.Port.isWellKnown(destination.port())
                        : !Mechanism.Port.isWellKnown(destination.port())
                                && own.contains(source.ip())
                                && !own.contains(destination.ip()));
        return swapped ? destination : source;
    }

    /** The end that was called. */
    Address called(Set<String> own) {
        return caller(own).equals(source) ? destination : source;
    }
}
