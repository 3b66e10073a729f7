package io.cordon.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cordon.agent.Lease;
import io.cordon.agent.Network.Way;
import io.cordon.agent.conformance.Draft;
import io.cordon.schemas.Order;
import io.cordon.schemas.OrderReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real network is cut off, and the agent's way stays open. */
class NftNetworkTest {
    @SuppressWarnings("NullAway.Init") // set before each test
    private LocalNetwork networks;

    @SuppressWarnings("NullAway.Init") // set before each test
    private NftNetwork network;

    @BeforeEach
    void connect() {
        Optional<LocalNetwork> made = LocalNetwork.make();
        assumeTrue(made.isPresent(), "did not run: this user may not make network namespaces");
        networks = made.get();
        Optional<NftNetwork> found = NftNetwork.of(Optional.of(networks.file()));
        assumeTrue(found.isPresent(), "did not run: there is no nft");
        network = found.get();
    }

    @AfterEach
    void end() {
        if (networks != null) {
            networks.close();
        }
    }

    private boolean reaches(int port) throws IOException {
        return networks.reaches("192.0.2.2", String.valueOf(port));
    }

    @Test
    void anIsolationCutsOffAllButTheWayAndEnds() throws Exception {
        Order isolate =
                order(draft("contain").target("device", "hostname", "ws1").cordon("isolation", "full"));
        network.keepOpen(Set.of(new Way("192.0.2.2", 9092, "tcp")));
        assertThat(reaches(80)).isTrue();

        network.perform(isolate, false);
        network.perform(isolate, true);
        assertThat(reaches(80)).isFalse();
        assertThat(reaches(9092)).isTrue();

        network.end(new Lease(isolate, Map.of()));
        network.end(new Lease(isolate, Map.of()));
        assertThat(reaches(80)).isTrue();
    }

    @Test
    void theWayCanMoveDuringAnIsolation() throws Exception {
        network.perform(
                order(draft("contain").target("device", "hostname", "ws1").cordon("isolation", "full")), false);
        assertThat(reaches(9093)).isFalse();
        network.keepOpen(Set.of(new Way("192.0.2.2", 9093, "tcp")));

        assertThat(reaches(9093)).isTrue();
    }

    @Test
    void leasesDoNotKnowOfEachOther() throws Exception {
        Order address = order(draft("deny").target("ipv4_net", "192.0.2.2").cordon("lease", "l1"));
        Order port = order(draft("contain")
                .target("device", "hostname", "ws1")
                .cordon(args -> args.putArray("ports")
                        .addObject()
                        .put("port", 80)
                        .put("protocol", "tcp")
                        .put("direction", "out"))
                .cordon("lease", "l2"));
        network.perform(address, false);
        network.perform(port, false);
        network.end(new Lease(address, Map.of()));
        assertThat(reaches(80)).isFalse();
        assertThat(reaches(81)).isTrue();
        network.end(new Lease(port, Map.of()));

        assertThat(reaches(80)).isTrue();
    }

    @Test
    void whereItCantBeDoneItIsNotAnnounced() {
        assertThat(NftNetwork.of(Optional.of(Path.of("/run/netns/none-such")))).isEmpty();
    }

    private static Draft draft(String action) {
        return Draft.of("acme", "ws1", "c1", action, 0, 1000);
    }

    private static Order order(Draft draft) {
        return ((OrderReader.Outcome.Read) OrderReader.command(draft.payload())).order();
    }
}
