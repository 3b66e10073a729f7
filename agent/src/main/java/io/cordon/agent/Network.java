package io.cordon.agent;

import java.io.IOException;
import java.util.Set;

/** What keeps the agent's own way open while the rest of the network is cut off. */
public interface Network {
    /**
     * One address and port that the agent needs: a broker's, the registry's, a name server's.
     *
     * @param address an IPv4 or IPv6 address
     * @param protocol {@code tcp} or {@code udp}
     */
    record Way(String address, int port, String protocol) {
        public boolean isV6() {
            return address.indexOf(':') >= 0;
        }
    }

    /**
     * Lets these pass in every isolation, those in force too.
     *
     * @throws IOException where the operating system fails
     */
    void keepOpen(Set<Way> ways) throws IOException;
}
