package io.cordon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.cli.Cordon;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real processes are told by the agent, found, ordered upon and killed through Kafka and Flink; what is alike lives. */
class ContainmentBenchTest {
    @Test
    void everyChainIsKilledAndNoDecoy() {
        assertThat(bench("--runs", "3")).contains("3 chains, 0 missed; 9 decoys, 0 wrongly killed");
    }

    /** SIGKILL to the TaskManager, the agent, the broker and the registry, each right after a chain was started. */
    @Test
    void whateverIsKilledMeanwhileEachCommandIsCarriedOutOnce() {
        assertThat(bench("--runs", "4", "--kill", "--every", "1"))
                .contains("4 chains, 0 missed;", ", 0 wrongly killed");
    }

    private static String bench(String... more) {
        Assumptions.assumeTrue(
                System.getProperty("user.name").equals("root")
                        && Files.isWritable(Path.of("/proc/sys/kernel/ns_last_pid"))
                        && Files.isExecutable(Path.of("/usr/bin/perl")),
                "needs Linux, root and perl");
        StringWriter said = new StringWriter();

        List<String> command = new ArrayList<>(List.of("bench", "containment"));
        command.addAll(List.of(more));

        int code = Cordon.commandLine().setOut(new PrintWriter(said, true)).execute(command.toArray(String[]::new));

        assertThat(code).as(said.toString()).isZero();
        return said.toString();
    }
}
