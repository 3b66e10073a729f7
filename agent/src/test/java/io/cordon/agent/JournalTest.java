package io.cordon.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cordon.agent.conformance.Draft;
import io.cordon.schemas.KillSwitch;
import io.cordon.schemas.Order;
import io.cordon.schemas.OrderReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on disk when the power fails is what the agent knows when it is back. */
class JournalTest {
    private static final long NOW = Scene.NOW;

    @TempDir
    Path folder = Path.of("");

    @Test
    void everythingIsKnownAgain() throws IOException {
        Order order = order("c1", 7);
        try (Journal journal = Journal.open(folder, NOW)) {
            journal.append(Entries.accepted(order, "d1", NOW));
            journal.append(Entries.answered("c1", Result.contained("ended", Map.of("pid 7", "e7"))));
            journal.append(Entries.lease(new Lease(order, Map.of("pid 7", "e7"))));
            journal.append(Entries.cancelled("c2", NOW + 1000));
            journal.append(Entries.killSwitch(new KillSwitch(3, true, NOW + 1000)));
            journal.append(Entries.desired(4, List.of("l1")));
            journal.append(Entries.offset("commands-2", 17));
        }
        for (int reading = 0; reading < 2; reading++) { // as it was written, and as it was rewritten
            try (Journal journal = Journal.open(folder, NOW)) {
                Memory memory = journal.memory();
                assertThat(memory.accepted("c1").orElseThrow().answer())
                        .isEqualTo(Result.contained("ended", Map.of("pid 7", "e7")));
                assertThat(memory.leases())
                        .containsExactly(
                                new Lease(memory.accepted("c1").orElseThrow().order(), Map.of("pid 7", "e7")));
                assertThat(memory.isSuperseded(order("c0", 6))).isTrue();
                assertThat(memory.isSuperseded(order("c0", 7))).isFalse();
                assertThat(memory.isCancelled("c2")).isTrue();
                assertThat(memory.killSwitch()).isEqualTo(new KillSwitch(3, true, NOW + 1000));
                assertThat(memory.desiredVersion()).isEqualTo(4);
                assertThat(memory.desired()).containsExactly("l1");
                assertThat(memory.offset("commands-2")).contains(17L);
            }
        }
    }

    @Test
    void anOrderThatAnEarlierVersionTookIsKnownThoughItWouldBeRefusedByNow() throws IOException {
        Draft deny = Draft.of("acme", "ws1", "c1", "deny", NOW, NOW + 1000).hash("ab".repeat(32));
        deny.payload().withObject("/target/file/hashes").put("md5", "cd".repeat(16));
        deny.payload().putObject("actuator");
        Order order = ((OrderReader.Outcome.Read) OrderReader.kept(deny.payload())).order();
        try (Journal journal = Journal.open(folder, NOW)) {
            journal.append(Entries.accepted(order, "d1", NOW));
            journal.append(Entries.lease(new Lease(order, Map.of())));
        }
        try (Journal journal = Journal.open(folder, NOW)) {
            assertThat(journal.memory().leases()).hasSize(1);
        }
    }

    @Test
    void whatIsWrittenDownIsForNobodyElse() throws IOException {
        Path fresh = folder.resolve("var/state");
        Journal.open(fresh, NOW).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
                .isEqualTo("rwx------");
    }

    @Test
    void stateEnds() throws IOException {
        try (Journal journal = Journal.open(folder, NOW)) {
            journal.append(Entries.accepted(order("c1", 7), "d1", NOW));
            journal.append(Entries.answered("c1", Result.contained("ended", Map.of())));
            journal.append(Entries.cancelled("c2", NOW + 1000));
        }
        try (Journal journal = Journal.open(folder, NOW + Memory.SEQUENCE_MILLIS)) {
            assertThat(journal.memory().entries(NOW))
                    .containsExactly(Entries.killSwitch(KillSwitch.NEVER), Entries.desired(-1, List.of()));
        }
    }

    @Test
    void aLastLineThatWasCutWasNeverActedUpon() throws IOException {
        byte[] whole = written();
        for (int length = 0; length < whole.length; length++) {
            Files.write(folder.resolve("journal"), Arrays.copyOf(whole, length));
            try (Journal journal = Journal.open(folder, NOW)) {
                journal.append(Entries.offset("commands-3", 1));
            }
            try (Journal journal = Journal.open(folder, NOW)) {
                assertThat(journal.memory().offset("commands-3")).contains(1L);
            }
        }
    }

    @Test
    void aLineBeforeTheLastThatDoesNotFitItsChecksumIsDamage() throws IOException {
        byte[] whole = written();
        whole[20] ^= 1;
        Files.write(folder.resolve("journal"), whole);

        assertThatThrownBy(() -> Journal.open(folder, NOW))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 1");
    }

    @Test
    void oneAgentHoldsTheFolder() throws IOException {
        try (Journal held = Journal.open(folder, NOW)) {
            assertThat(held.memory().leases()).isEmpty();
            assertThatThrownBy(() -> Journal.open(folder, NOW)).hasMessageContaining("another agent uses");
        }
    }

    private byte[] written() throws IOException {
        try (Journal journal = Journal.open(folder, NOW)) {
            journal.append(Entries.offset("commands-2", 17));
            journal.append(Entries.cancelled("ü", NOW + 1000));
        }
        return Files.readString(folder.resolve("journal")).getBytes(StandardCharsets.UTF_8);
    }

    private static Order order(String id, int sequence) {
        Draft draft = Draft.of("acme", "ws1", id, "contain", NOW, NOW + 1000)
                .process(7, "e7", 1)
                .cordon(args -> args.put("sequence", sequence));
        return ((OrderReader.Outcome.Read) OrderReader.command(draft.payload())).order();
    }
}
