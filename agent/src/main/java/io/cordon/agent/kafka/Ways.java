package io.cordon.agent.kafka;

import io.cordon.agent.Network.Way;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.Node;

/**
 * The addresses and ports that an agent needs: the brokers it was given and those they name, the registry, and name servers where any of
 * them is known by name. What a name stood for stays open while it can't be looked up.
 */
final class Ways {
    private static final int DNS = 53;
    private static final Path RESOLVER = Path.of("/etc/resolv.conf");

    private final Set<Way> given = new HashSet<>();

    Ways(Cluster cluster) {
        String servers = String.valueOf(cluster.properties().get("bootstrap.servers"));
        for (String server : servers.split(",", -1)) {
            int colon = server.lastIndexOf(':');
            if (colon > 0) {
                add(
                        given,
                        server.substring(0, colon).strip(),
                        Integer.parseInt(server.substring(colon + 1).strip()));
            }
        }
        for (String url : cluster.registryUrl().split(",", -1)) {
            URI uri = url.contains("://") ? URI.create(url.strip()) : URI.create("");
            if (uri.getHost() != null) {
                int standard = "https".equals(uri.getScheme()) ? 443 : 80;
                add(given, uri.getHost(), uri.getPort() < 0 ? standard : uri.getPort());
            }
        }
    }

    Set<Way> to(Collection<Node> brokers) {
        brokers.forEach(broker -> add(given, broker.host(), broker.port()));
        return Set.copyOf(given);
    }

    private static void add(Set<Way> to, String host, int port) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                to.add(new Way(bare(address), port, "tcp"));
                if (!address.isLoopbackAddress() && !host.equals(address.getHostAddress())) {
                    nameServers(to);
                }
            }
        } catch (UnknownHostException e) {
            nameServers(to);
        }
    }

    private static void nameServers(Set<Way> to) {
        try {
            for (String line : Files.readString(RESOLVER).split("\n", -1)) {
                String[] words = line.strip().split("\\s+", -1);
                if (words.length == 2 && words[0].equals("nameserver")) {
                    String server = bare(InetAddress.getByName(words[1]));
                    to.add(new Way(server, DNS, "udp"));
                    to.add(new Way(server, DNS, "tcp"));
                }
            }
        } catch (IOException e) {
            // no resolver that we know
        }
    }

    /** Without the name of an interface. */
    private static String bare(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }
}
