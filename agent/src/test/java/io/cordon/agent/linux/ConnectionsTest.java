package io.cordon.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.agent.linux.Connections.Made;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel's tables say of connections that are new. */
class ConnectionsTest {
    private static final String HEADER =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
    private static final String LISTENER =
            "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11 1 0 100\n";
    private static final String CLIENT =
            "   1: 0100007F:C350 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 12 1 0 20\n";
    private static final String SERVER =
            "   2: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 13 1 0 20\n";
    private static final String SIX = "   0: 0000000000000000FFFF0000017AA8C0:C351 "
            + "B80D0120000000000000000001000000:01BB 02 00000000:00000000 00:00000000 00000000     0        0 14 1 0 20\n";

    @TempDir
    Path folder = Path.of("");

    private long now = 1;

    @Test
    void onlyWhatWasMadeHereAndSinceTheLastLookIsNew() throws IOException {
        Connections connections = new Connections(folder, () -> now, () -> 0);
        write("tcp", LISTENER);
        assertThat(connections.look(() -> List.of(7L, 77L))).isEmpty();
        write("tcp", LISTENER + CLIENT + SERVER);
        List<Made> made = look(connections);

        assertThat(made).hasSize(1);
        assertThat(made.get(0).inode()).isEqualTo(12);
        assertThat(made.get(0).pid()).isEqualTo(77);
        assertThat(made.get(0).from().getPort()).isEqualTo(50_000);
        assertThat(made.get(0).to().getAddress().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(made.get(0).to().getPort()).isEqualTo(8080);
        assertThat(look(connections)).as("once").isEmpty();
    }

    @Test
    void whatIsThereAtTheFirstLookIsToldOnce() throws IOException {
        Connections connections = new Connections(folder, () -> now, () -> 0);
        write("tcp", CLIENT);

        assertThat(connections.look(() -> List.of(7L, 77L))).hasSize(1);
        assertThat(look(connections)).isEmpty();
    }

    /** The kernel's news of a process may be read after the tables that have its connection. */
    @Test
    void whatAProcessMadeThatIsNotKnownYetIsToldOnceItIs() throws IOException {
        Connections connections = new Connections(folder, () -> now, () -> 0);
        write("tcp", CLIENT);
        assertThat(connections.look(List::of)).isEmpty();

        assertThat(look(connections)).extracting(Made::pid).containsExactly(77L);
        assertThat(look(connections)).as("once").isEmpty();
    }

    @Test
    void whatNobodyHereMadeIsGivenUp() throws IOException {
        Connections connections = new Connections(folder, () -> now, () -> 0);
        write("tcp", CLIENT);
        for (int look = 0; look < Connections.MOST_LOOKS; look++) {
            assertThat(connections.look(List::of)).isEmpty();
            now += TimeUnit.MILLISECONDS.toNanos(connections.waitMillis() + 1L);
        }

        assertThat(connections.look(() -> List.of(77L))).isEmpty();
    }

    @Test
    void addressesOfSixteenBytesAreRead() throws IOException {
        Connections connections = new Connections(folder, () -> now, () -> 0);
        assertThat(connections.look(() -> List.of(7L, 77L))).isEmpty();
        write("tcp6", SIX);
        Made made = look(connections).get(0);

        assertThat(made.from().getAddress().getHostAddress()).isEqualTo("192.168.122.1");
        assertThat(made.to().getAddress().getHostAddress()).isEqualTo("2001:db8:0:0:0:0:0:1");
        assertThat(made.to().getPort()).isEqualTo(443);
    }

    /** A process that has all of the sockets open. */
    @BeforeEach
    void open() throws IOException {
        Path fd = Files.createDirectories(folder.resolve("77/fd"));
        for (int inode = 11; inode <= 14; inode++) {
            Files.createSymbolicLink(fd.resolve(Integer.toString(inode)), Path.of("socket:[" + inode + "]"));
        }
    }

    private void write(String table, String lines) throws IOException {
        Path net = Files.createDirectories(folder.resolve("net"));
        Files.writeString(net.resolve(table), HEADER + lines);
    }

    /** The next look, when it is time for one. */
    private List<Made> look(Connections connections) throws IOException {
        assertThat(connections.look(() -> List.of(7L, 77L))).as("too early").isEmpty();
        now += TimeUnit.MILLISECONDS.toNanos(connections.waitMillis() + 1L);
        return connections.look(() -> List.of(7L, 77L));
    }
}
