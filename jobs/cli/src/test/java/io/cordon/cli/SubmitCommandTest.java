package io.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SubmitCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    private final StringWriter errors = new StringWriter();
    private String kafka = "";

    @BeforeEach
    void aBrokerThatDoesNotAnswer() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            kafka = Files.writeString(
                            folder.resolve("kafka.properties"),
                            "bootstrap.servers=localhost:" + taken.getLocalPort()
                                    + "\nrequest.timeout.ms=300\ndefault.api.timeout.ms=500\n")
                    .toString();
        }
    }

    @Test
    void anAddressWithoutAPortIsRefused() {
        assertThat(submit("localhost")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("--flink: expected HOST:PORT").contains("found localhost");
    }

    @Test
    void allThatAJobWouldMissIsSaidBeforeItIsSubmitted() {
        assertThat(submit("http://localhost:8081/")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString())
                .contains("cordon: the broker " + kafka)
                .contains("cordon: the registry's subject p-endpoint-events-value lacks this version's contract")
                .contains("cordon: the registry's subject p-dead-letters-value lacks")
                .doesNotContain("findings");
    }

    private int submit(String flink) {
        return Cordon.commandLine()
                .setErr(new PrintWriter(errors, true))
                .execute(
                        "submit",
                        "ingest",
                        "--flink",
                        flink,
                        "--kafka",
                        kafka,
                        "--registry",
                        "memory://" + System.identityHashCode(this),
                        "--prefix",
                        "p-");
    }
}
