package io.cordon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.cli.Cordon;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference agent as a process of its own, through a broker and a registry, killed and started anew in between. */
class AgentConformanceTest {
    @Test
    void keepsEveryPromiseOfTheContract(@TempDir Path folder) {
        StringWriter said = new StringWriter();
        Path report = folder.resolve("report.xml");

        int code = Cordon.commandLine()
                .setOut(new PrintWriter(said, true))
                .execute("agent", "conformance", "--junit", report.toString());

        assertThat(said.toString()).contains(" 0 failed, 0 not run");
        assertThat(code).isZero();
        assertThat(report).content().contains("failures=\"0\"", "with any bit flipped it orders nothing");
    }
}
