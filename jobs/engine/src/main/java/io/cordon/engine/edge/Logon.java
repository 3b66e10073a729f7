package io.cordon.engine.edge;

import java.util.Comparator;

/**
 * A logon as the endpoint saw it where it happened.
 *
 * @param type Windows' logon type
 * @param session the logon id
 * @param ip where it came from, empty where it was not said
 * @param port the port there, or 0
 * @param guid that of its Kerberos ticket, or empty
 * @param ntlm whether it came with a hash or password, not with a ticket
 */
public record Logon(
        Sighting seen, int type, String session, String ip, int port, String guid, String user, boolean ntlm) {
    static final Comparator<Logon> ORDER = Comparator.comparing(Logon::seen, Sighting.ORDER);
    static final int NETWORK = 3;
    static final int NEW_CREDENTIALS = 9;
    static final int REMOTE_INTERACTIVE = 10;

    boolean isRemote() {
        return type == NETWORK || type == REMOTE_INTERACTIVE;
    }
}
