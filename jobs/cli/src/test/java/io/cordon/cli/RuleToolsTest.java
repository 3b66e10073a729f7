package io.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code rules test}, {@code rules explain} and {@code rules stats}, as a detection engineer types them. */
class RuleToolsTest {
    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aRule() throws IOException {
        Files.writeString(folder.resolve("shell.yml"), """
                title: A shell two below Word
                id: r-1
                level: high
                logsource: {product: windows, category: process_creation}
                detection:
                  shell: {Image|endswith: '\\cmd.exe'}
                  word: {GrandParentImage|endswith: '\\winword.exe'}
                  condition: shell and word
                """);
    }

    @Test
    void theRulesThatCordonBringsFindWhatTheirTestsSay() {
        assertThat(rules("test", ROOT.resolve("rules").toString()))
                .as(out.toString())
                .isZero();
        assertThat(err.toString()).contains("156 tests passed, 0 failed");
    }

    @Test
    void whatAnAncestorWasIsKnownInWhateverOrderItsStartComes() throws IOException {
        story("expect: [A shell two below Word]");

        assertThat(rules("test", folder.toString())).as(out.toString()).isZero();
    }

    @Test
    void aTestThatFailsShowsWhatIsMissingAndGoesIntoTheReport() throws IOException {
        story("expect: none");
        Path report = folder.resolve("junit.xml");

        assertThat(rules("test", folder.toString(), "--junit", report.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("✗ a shell").contains("A shell two below Word");
        assertThat(err.toString()).contains("0 tests passed, 1 failed");
        assertThat(Files.readString(report)).contains("<failure").contains("failures=\"1\"");
    }

    @Test
    void aStoryWithAnUnknownKeyIsRefusedWithItsPlace() throws IOException {
        Files.writeString(folder.resolve("shell.test.yml"), "tests:\n  - name: a\n    evnts: []\n");

        assertThat(rules("test", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("shell.test.yml:3:").contains("evnts");
    }

    @Test
    void anEventOfALogIsWhatItsCodeSays() throws IOException {
        Files.writeString(folder.resolve("shell.test.yml"), """
                tests:
                  - name: started twice
                    events:
                      - {event: security, EventID: 4688, process: word, NewProcessName: 'C:\\winword.exe'}
                      - {event: security, EventID: 4688, process: script, parent: word, NewProcessName: 'C:\\wscript.exe'}
                      - {event: security, EventID: 4688, process: shell, parent: script, NewProcessName: 'C:\\cmd.exe'}
                    expect: [A shell two below Word]
                """);

        assertThat(rules("test", folder.toString())).as(out.toString()).isZero();
    }

    @Test
    void anEventHappensAsOftenAsTheStorySays() throws IOException {
        Files.writeString(folder.resolve("shell.yml"), """
                title: A shell
                name: shell
                logsource: {product: windows, category: process_creation}
                detection: {shell: {Image: 'C:\\12.exe'}, condition: shell}
                """);
        Files.writeString(folder.resolve("shell.test.yml"), """
                tests:
                  - name: the twelfth of fifteen
                    events: [{event: process_creation, process: p, times: 15, as: start, Image: 'C:\\{n}.exe'}]
                    expect: [{rule: A shell, events: [start12]}]
                """);

        assertThat(rules("test", folder.toString())).as(out.toString()).isZero();
    }

    @Test
    void anEventThatNeverHappensIsRefused() throws IOException {
        story("expect: none");
        Path story = folder.resolve("shell.test.yml");
        Files.writeString(story, Files.readString(story).replaceFirst("process: word", "process: word, times: 0"));

        assertThat(rules("test", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("expected a number from 1 to 1000");
    }

    @Test
    void anEventThatNothingLooksAtIsAMistypedOne() throws IOException {
        Files.writeString(folder.resolve("shell.test.yml"), """
                tests:
                  - name: nothing
                    events: [{event: process_creatoin, process: word}]
                    expect: none
                """);

        assertThat(rules("test", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("shell.test.yml:2:1: expected events of", "found process_creatoin");
    }

    @Test
    void whatCannotBeReadIsAnErrorOfTheReport() throws IOException {
        Files.writeString(
                folder.resolve("shell.test.yml"), "tests:\n  - name: \"a\\eb\"\n    events: []\n    expect: none\n");
        Files.writeString(folder.resolve("lost.test.yml"), "tests: []\n");
        Path report = folder.resolve("junit.xml");

        assertThat(rules("test", folder.toString(), "--junit", report.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("1 tests passed, 0 failed, 1 not read");
        assertThat(Files.readString(report))
                .contains("errors=\"1\"", "lost.test.yml:1:1: expected the key 'rules'", "name=\"a\ufffdb\"");
    }

    @Test
    void aFolderWithoutRulesIsNoSet() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThat(rules("check", empty.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("there is no rule in");
    }

    @Test
    void aCorrelationIsExplainedWithItsRules() throws IOException {
        Path correlation = Files.writeString(folder.resolve("many.yml"), """
                title: Many shells
                correlation: {type: event_count, rules: [r-1], group-by: [User], timespan: 5m, condition: {gte: 3}}
                """);
        Path events = Files.writeString(folder.resolve("e.jsonl"), "");

        int exit =
                rules("explain", correlation.toString(), "--rules", folder.toString(), "--events", events.toString());

        assertThat(exit).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("event_count of r-1", "300 s, in groups of the same User", "gte 3")
                .contains("A shell two below Word", "process.executable is");
    }

    @Test
    void aSequenceIsExplainedStepByStep() throws IOException {
        Path sequence = Files.writeString(folder.resolve("seq.yml"), """
                title: A script, no file, a shell
                query: |
                  sequence by user.name with maxspan=90s
                    [process where process.name == "wscript.exe"] with runs=2
                    ![file where true]
                    [process where process.name == "cmd.exe"]
                  until [process where process.name == "logoff.exe"]
                """);
        Path events = Files.writeString(folder.resolve("e.jsonl"), "");

        assertThat(rules("explain", sequence.toString(), "--events", events.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("a sequence of step 1, 2 times, step 2, which must be missing, step 3, until")
                .contains("90 s, in groups of the same user.name", "later evidence may disprove")
                .containsSubsequence("\nstep 1", "wscript.exe", "\nstep 3", "cmd.exe", "\nuntil", "logoff.exe");
    }

    @Test
    void aSequencesTestsAlsoRunInOtherOrdersAndLate() throws IOException {
        Files.writeString(folder.resolve("seq.yml"), """
                title: A shell without a file before or after it
                query: |
                  sequence by host.id, user.name with maxspan=1m
                    ![file where true] [process where process.name == "cmd.exe"] ![file where true]
                """);
        Files.writeString(folder.resolve("seq.test.yml"), """
                tests:
                  - name: a shell alone
                    events: [{event: process_creation, process: shell, Image: 'C:\\cmd.exe', User: ada, as: shell}]
                    expect: [{rule: A shell without a file before or after it, events: [shell], state: confirmed}]
                  - name: a file after it
                    events:
                      - {event: process_creation, process: shell, Image: 'C:\\cmd.exe', User: ada}
                      - {event: file_event, at: 1m, process: shell, TargetFilename: 'C:\\a', User: ada}
                    expect: none
                  - name: a file before it
                    events:
                      - {event: file_event, process: shell, TargetFilename: 'C:\\a', User: ada}
                      - {event: process_creation, at: 1m, process: shell, Image: 'C:\\cmd.exe', User: ada}
                    expect: none
                """);
        Files.delete(folder.resolve("shell.yml"));

        assertThat(rules("test", folder.toString())).as(out.toString() + err).isZero();
    }

    @Test
    void aRuleThatDoesNotCompileIsNotExplained() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.yml"), "title: x\n");

        assertThat(rules("explain", broken.toString(), "--events", folder.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("broken.yml:1:1: expected the key").doesNotContain("there is no rule");
    }

    @Test
    void aRuleIsExplainedPredicateByPredicate() throws IOException {
        Path events = Files.writeString(folder.resolve("e.jsonl"), """
                {"Channel": "Microsoft-Windows-Sysmon/Operational", "EventID": 1, "Hostname": "h", "RecordNumber": 1, \
                "TimeCreated": "2024-05-01T10:00:00Z", "UtcTime": "2024-05-01 10:00:00.000", \
                "ProcessGuid": "{5D7C1A2B-0001-5F90-8710-000000000700}", "ProcessId": "1", "Image": "C:\\\\cmd.exe"}
                """);

        assertThat(rules("explain", folder.resolve("shell.yml").toString(), "--events", events.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("looks at   process_creation of product windows", "waits for  one of", "0 match")
                .contains(
                        "process.executable is \"*\\cmd.exe\"",
                        "process.parent.parent.executable is \"*\\winword.exe\"");
    }

    @Test
    void statsSayWhatAMappingCanNeverMatch() throws IOException {
        Files.writeString(folder.resolve("other.yml"), """
                title: Asks for a field that Sysmon's image loads lack
                id: r-2
                logsource: {product: windows, category: image_load}
                detection: {sel: {TargetFilename: x}, condition: sel}
                """);

        assertThat(rules("stats", folder.toString(), "--mapping", "flat")).isZero();
        assertThat(out.toString())
                .contains("2  rules")
                .contains("process_creation")
                .contains("compiled set in MB")
                .contains("Asks for a field that Sysmon's image loads lack", "file.path");
    }

    @Test
    void aSequenceCanMatchWhereItsStepsCan() throws IOException {
        Files.writeString(folder.resolve("seq.yml"), """
                title: Never there
                query: |
                  sequence by user.name
                    [process where process.name == "a.exe"] [library where file.path == "b.dll"]
                """);

        assertThat(rules("stats", folder.toString(), "--mapping", "flat")).isZero();
        assertThat(out.toString())
                .contains("2  rules", "4  with the steps", "4  predicates\n", "1  sequence")
                .containsSubsequence("can never match", "Never there", "file.path");
    }

    private void story(String expectation) throws IOException {
        Files.writeString(folder.resolve("shell.test.yml"), """
                tests:
                  - name: a shell
                    events:
                      - {event: process_creation, process: word, Image: 'C:\\office\\winword.exe'}
                      - {event: process_creation, process: script, parent: word, Image: 'C:\\wscript.exe'}
                      - {event: process_creation, process: shell, parent: script, Image: 'C:\\cmd.exe'}
                    %s
                """.formatted(expectation));
    }

    private int rules(String... arguments) {
        CommandLine command = Cordon.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 1];
        all[0] = "rules";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return command.execute(all);
    }
}
