package io.cordon.agent.linux;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cordon.agent.Lease;
import io.cordon.agent.conformance.Draft;
import io.cordon.schemas.Order;
import io.cordon.schemas.OrderReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Other leases end in their time though nftables hang. */
class HungNftTest {
    private static final Duration LONGEST = Duration.ofMillis(100);

    @Test
    void aCallThatHangsIsGivenUpAndSoIsOneWhosePipeIsHeldByAnother() {
        Draft draft = Draft.of("acme", "ws1", "c1", "deny", 0, 1000).target("ipv4_net", "192.0.2.2");
        Order order = ((OrderReader.Outcome.Read) OrderReader.command(draft.payload())).order();

        for (String hung : List.of("exec sleep 3", "sleep 3 & exec sleep 3")) {
            NftNetwork network = new NftNetwork(List.of("sh", "-c", hung), LONGEST);
            assertThatThrownBy(() -> network.end(new Lease(order, Map.of())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("nft does not end");
        }
    }
}
