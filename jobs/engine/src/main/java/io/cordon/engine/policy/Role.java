package io.cordon.engine.policy;

import java.util.List;

/** What an endpoint is there for. */
public enum Role {
    WORKSTATION(Isolation.WHOLE),
    SERVER(Isolation.WHOLE),
    DOMAIN_CONTROLLER(Isolation.PORTS),
    DNS(Isolation.PORTS),
    DHCP(Isolation.PORTS),
    /** Routers, proxies, VPN concentrators: who isolates one isolates many. */
    GATEWAY(Isolation.NEVER),
    HYPERVISOR(Isolation.NEVER),
    /** What Cordon runs on, and what agents need to reach it. */
    CORDON(Isolation.NEVER);

    private final Isolation isolation;

    Role(Isolation isolation) {
        this.isolation = isolation;
    }

    /** How an endpoint of the role may be cut off, the mildest last. */
    public enum Isolation {
        WHOLE,
        PORTS,
        NEVER
    }

    public Isolation isolation() {
        return isolation;
    }

    /**
     * A port that is closed.
     *
     * @param protocol {@code tcp} or {@code udp}
     * @param direction {@code in} or {@code out}, as the endpoint sees it
     */
    public record Port(int port, String protocol, String direction) {}

    /**
     * What is closed on an endpoint that is never cut off whole: the ways by which people and tools come in and go on, both ways. What
     * it serves (53, 67, 88, 389, 445 …) and what domain controllers replicate by stays open.
     */
    public static List<Port> closedPorts() {
        return List.of(22, 3389, 5985, 5986).stream()
                .flatMap(port -> List.of(new Port(port, "tcp", "in"), new Port(port, "tcp", "out")).stream())
                .toList();
    }
}
