package io.cordon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.cli.Cordon;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real processes are told by the agent, found, ordered upon and killed through Kafka and Flink; what is alike lives. */
class ContainmentBenchTest {
    @Test
    void everyChainIsKilledAndNoDecoy() {
        Assumptions.assumeTrue(
                System.getProperty("user.name").equals("root")
                        && Files.isWritable(Path.of("/proc/sys/kernel/ns_last_pid"))
                        && Files.isExecutable(Path.of("/usr/bin/perl")),
                "needs Linux, root and perl");
        StringWriter said = new StringWriter();

        int code =
                Cordon.commandLine().setOut(new PrintWriter(said, true)).execute("bench", "containment", "--runs", "3");

        assertThat(said.toString()).contains("3 chains, 0 missed; 9 decoys, 0 wrongly killed");
        assertThat(code).isZero();
    }
}
