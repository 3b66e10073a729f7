package io.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

/** What is said before anything is pushed; no broker is asked. */
class RulesPushTest {
    private static final String RULES = """
            title: Failed logon
            id: failed
            logsource: {product: windows, service: security}
            detection: {sel: {EventID: 4625}, condition: sel}
            ---
            title: Not the scanner
            id: scanner
            logsource: {product: windows}
            filter:
              rules: [failed]
              sel: {Ip: 10.9.9.9}
              condition: not sel
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void rules() throws IOException {
        Files.writeString(folder.resolve("rules.yml"), RULES);
    }

    @Test
    void aRuleThatMayBlockAndIsSilencedWantsAYes() {
        assertThat(push()).isEqualTo(ExitCode.SOFTWARE);
        assertThat(errors.toString())
                .contains("Failed logon (failed), which may block, is silenced by")
                .contains("rules.yml")
                .contains("nothing was pushed: --yes pushes it so");
    }

    @Test
    void withAYesOrWhereNoneMayBlockItGoesOnToTheKey() {
        for (String[] more : new String[][] {{"--yes"}, {"--mode", "audit"}}) {
            assertThat(push(more)).isEqualTo(ExitCode.USAGE);
            assertThat(errors.toString()).contains("cannot read").contains("no.key");
        }
    }

    private int push(String... more) {
        List<String> arguments = new ArrayList<>(List.of("rules", "push", folder.toString()));
        arguments.addAll(List.of("--kafka", "localhost:1", "--registry", "http://localhost:1"));
        arguments.addAll(List.of("--key", folder.resolve("no.key").toString()));
        arguments.addAll(List.of(more));
        return Cordon.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments.toArray(String[]::new));
    }
}
