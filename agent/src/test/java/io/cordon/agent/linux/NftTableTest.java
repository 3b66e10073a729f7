package io.cordon.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.agent.Network.Way;
import io.cordon.agent.conformance.Draft;
import io.cordon.schemas.Order;
import io.cordon.schemas.OrderReader;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is cut off, and what never is. */
class NftTableTest {
    private static final Set<Way> WAYS =
            Set.of(new Way("192.0.2.9", 9092, "tcp"), new Way("2001:db8:0:0:0:0:0:9", 8081, "tcp"));

    @Test
    void aFullIsolationLetsOnlyTheAgentsWayPass() {
        assertThat(text(draft("contain").target("device", "hostname", "ws1").cordon("isolation", "full")))
                .isEqualTo("""
                        table inet cordon_d0f631ca1ddba8db
                        delete table inet cordon_d0f631ca1ddba8db
                        table inet cordon_d0f631ca1ddba8db {
                          chain input {
                            type filter hook input priority -150; policy drop;
                            iif lo accept
                            udp sport 67 udp dport 68 accept
                            icmpv6 type { nd-router-solicit, nd-router-advert, nd-neighbor-solicit, nd-neighbor-advert } accept
                            ip saddr 192.0.2.9 tcp sport 9092 ct state established accept
                            ip6 saddr 2001:db8:0:0:0:0:0:9 tcp sport 8081 ct state established accept
                          }
                          chain output {
                            type filter hook output priority -150; policy drop;
                            oif lo accept
                            udp sport 68 udp dport 67 accept
                            icmpv6 type { nd-router-solicit, nd-router-advert, nd-neighbor-solicit, nd-neighbor-advert } accept
                            ip daddr 192.0.2.9 tcp dport 9092 accept
                            ip6 daddr 2001:db8:0:0:0:0:0:9 tcp dport 8081 accept
                          }
                          chain forward {
                            type filter hook forward priority -150; policy drop;
                          }
                        }
                        """);
    }

    @Test
    void aSelectiveIsolationLetsSomeAddressesPass() {
        assertThat(text(draft("contain")
                        .target("device", "hostname", "ws1")
                        .cordon("isolation", "selective")
                        .cordon(args ->
                                args.putArray("allow").add("10.1.0.0/16").add("2001:db8::1"))))
                .contains("ip saddr 10.1.0.0/16 accept", "ip daddr 10.1.0.0/16 accept", "policy drop")
                .contains("ip6 saddr 2001:db8:0:0:0:0:0:1/128 accept");
    }

    @Test
    void aServerLosesPortsOnly() {
        assertThat(text(draft("contain")
                        .target("device", "hostname", "dc1")
                        .cordon(args -> args.putArray("ports")
                                .addObject()
                                .put("port", 445)
                                .put("protocol", "tcp")
                                .put("direction", "in"))))
                .contains("tcp dport 445 drop", "policy accept")
                .doesNotContain("policy drop");
    }

    @Test
    void anAddressIsDroppedAfterTheAgentsWay() {
        String text = text(draft("deny").target("ipv4_net", "192.0.2.0/24"));

        assertThat(text).contains("ip saddr 192.0.2.0/24 drop", "ip daddr 192.0.2.0/24 drop");
        assertThat(text.indexOf("ip daddr 192.0.2.9 tcp dport 9092 accept"))
                .isLessThan(text.indexOf("ip daddr 192.0.2.0/24 drop"));
    }

    private static Draft draft(String action) {
        return Draft.of("acme", "ws1", "c1", action, 0, 1000);
    }

    private static String text(Draft draft) {
        Order order = ((OrderReader.Outcome.Read) OrderReader.command(draft.payload())).order();
        return NftTable.of(order, WAYS).text();
    }
}
