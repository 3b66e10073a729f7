package io.cordon.agent.linux;

import io.cordon.agent.Network.Way;
import io.cordon.schemas.IpBlock;
import io.cordon.schemas.Order;
import io.cordon.schemas.OrderTarget;
import io.cordon.schemas.OrderTarget.Isolation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The nftables script that puts one lease into force, in place of what it was before.
 *
 * <p>Loopback, DHCP and IPv6's neighbour discovery pass always: without them the host loses the address that it would be released by.
 */
final class NftTable {
    private static final int NAME_LENGTH = 16;
    private static final Comparator<Way> IN_ORDER =
            Comparator.comparing(Way::address).thenComparing(Way::port).thenComparing(Way::protocol);

    private final List<String> in = new ArrayList<>();
    private final List<String> out = new ArrayList<>();
    private final List<String> through = new ArrayList<>();
    private final String name;
    private boolean isClosed;

    private NftTable(String name) {
        this.name = name;
    }

    static NftTable of(Order order, Set<Way> ways) {
        NftTable table = new NftTable(name(order.lease()));
        table.letPass(ways);
        if (order.target() instanceof OrderTarget.Device device) {
            table.isolate(device.isolation());
        } else {
            table.deny(((OrderTarget.Address) order.target()).block());
        }
        return table;
    }

    /** A name that is one to nftables, whatever the lease is called. */
    static String name(String lease) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(lease.getBytes(StandardCharsets.UTF_8));
            return "cordon_" + HexFormat.of().formatHex(digest).substring(0, NAME_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /** Drops a table that may not be there. */
    static String drop(String name) {
        return "table inet " + name + "\ndelete table inet " + name + "\n";
    }

    private void letPass(Set<Way> ways) {
        in.add("iif lo accept");
        out.add("oif lo accept");
        in.add("udp sport 67 udp dport 68 accept");
        out.add("udp sport 68 udp dport 67 accept");
        String neighbours =
                "icmpv6 type { nd-router-solicit, nd-router-advert, nd-neighbor-solicit, nd-neighbor-advert } accept";
        in.add(neighbours);
        out.add(neighbours);
        for (Way way : ways.stream().sorted(IN_ORDER).toList()) {
            String family = way.isV6() ? "ip6" : "ip";
            out.add(family + " daddr " + way.address() + " " + way.protocol() + " dport " + way.port() + " accept");
            in.add(family + " saddr " + way.address() + " " + way.protocol() + " sport " + way.port()
                    + " ct state established accept");
        }
    }

    private void isolate(Isolation isolation) {
        isClosed = isolation.scope() != Isolation.Scope.PORTS;
        for (IpBlock allowed : isolation.allowed()) {
            in.add(family(allowed) + " saddr " + allowed + " accept");
            out.add(family(allowed) + " daddr " + allowed + " accept");
        }
        for (OrderTarget.Port port : isolation.ports()) {
            String rule = port.protocol() + " dport " + port.port() + " drop";
            (port.inbound() ? in : out).add(rule);
        }
    }

    private void deny(IpBlock block) {
        in.add(family(block) + " saddr " + block + " drop");
        out.add(family(block) + " daddr " + block + " drop");
        through.add(family(block) + " saddr " + block + " drop");
        through.add(family(block) + " daddr " + block + " drop");
    }

    String text() {
        return drop(name) + "table inet " + name + " {\n" + chain("input", in) + chain("output", out)
                + chain("forward", through) + "}\n";
    }

    /** Before the usual filters, whose accept would not be the last word anyway. */
    private String chain(String hook, List<String> rules) {
        StringBuilder chain = new StringBuilder("  chain " + hook + " {\n    type filter hook " + hook
                + " priority -150; policy " + (isClosed ? "drop" : "accept") + ";\n");
        rules.forEach(rule -> chain.append("    ").append(rule).append('\n'));
        return chain.append("  }\n").toString();
    }

    private static String family(IpBlock block) {
        return block.isV6() ? "ip6" : "ip";
    }
}
