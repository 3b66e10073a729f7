package io.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class QueryCommandTest {
    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));
    private static final String MINE = """
            time: at
            time_unit: s
            category: kind
            action: what
            actions: {new: start, gone: end}
            process: {entity: id}
            parent: {entity: up}
            """;
    /** A tree of three, told from below, with an event of the middle one before anything else; and one of another category. */
    private static final List<String> TREE = List.of(
            "{\"at\": 30, \"kind\": \"process\", \"what\": \"new\", \"id\": 3, \"up\": 2, \"name\": \"c\"}",
            "{\"at\": 20, \"kind\": \"process\", \"what\": \"new\", \"id\": 2, \"up\": 1, \"name\": \"b\"}",
            "{\"at\": 10, \"kind\": \"process\", \"what\": \"new\", \"id\": 1, \"up\": 0, \"name\": \"a\"}",
            "{\"at\": 40, \"kind\": \"process\", \"what\": \"else\", \"id\": 2, \"name\": \"b\"}",
            "{\"at\": 50, \"kind\": \"custom thing\", \"id\": 3, \"n\": 7, \"word\": \"\u00fc\"}",
            "{\"kind\": \"process\"}");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiterString = " ; ",
            quoteCharacter = '§',
            value = {
                "process where true ; 3 2 1 4",
                "process where event.type == \"start\" ; 3 2 1",
                "process where child of [process where name == \"a\"] ; 2 4",
                "process where descendant of [process where name == \"a\"] ; 2 1 4",
                "any where descendant of [process where name == \"a\"] and not child of [process where name == \"a\"] ; 1 5",
                "any where event of [process where name == \"c\"] ; 1 5",
                "process where kind == \"process\" and what == \"else\" ; 4",
                "\"custom thing\" where n == 7 ; 5",
                "any where n >= 7 or n == 1 ; 5",
                "any where id == \"3\" ; 1 5",
                "other where true ; -",
            })
    void aUsersSchemaIsQueriedByItsOwnNames(String query, String expected) throws IOException {
        Path events = Files.write(folder.resolve("a.jsonl"), TREE);
        Path mapping = Files.writeString(folder.resolve("mine.yaml"), MINE);

        int code = query("--dialect", "cordon", "--mapping", mapping.toString(), "--events", events.toString(), query);

        assertThat(code).as("%s", err).isZero();
        assertThat(numbers()).isEqualTo(expected);
        assertThat(err.toString())
                .contains("read 6 = mapped 5 + dead-lettered 1;", "1 no-time, first " + events + ":6: expected a time");
    }

    @Test
    void keysAreWhatTheRecordHasInAscii() throws IOException {
        Path events = Files.write(folder.resolve("a.jsonl"), TREE);
        Path mapping = Files.writeString(folder.resolve("mine.yaml"), MINE);

        query(
                "--dialect",
                "endgame",
                "--mapping",
                mapping.toString(),
                "--events",
                events.toString(),
                "any where n == 7 | count n, word, missing, id");

        assertThat(out).hasToString("{\"count\":1,\"keys\":[7,\"\\u00FC\",null,3]}\n");
    }

    @Test
    void whatHappenedAtOnceGoesByTheMappingsNumberThenByFileAndLine() throws IOException {
        String event = "{\"at\": 1, \"kind\": \"x\", \"no\": %s}";
        Files.writeString(folder.resolve("b.jsonl"), event.formatted(2) + "\n" + event.formatted(1));
        Files.writeString(folder.resolve("a.json"), "[" + event.formatted(2) + "]");
        Path mapping = Files.writeString(folder.resolve("mine.yaml"), MINE + "tie_break: no\n");

        query("--mapping", mapping.toString(), "--events", folder.toString(), "any where true");

        assertThat(out.toString().lines().map(line -> line.replace(folder + "/", "")))
                .containsExactly(
                        "{\"events\":[\"b.jsonl:2\"],\"keys\":[]}",
                        "{\"events\":[\"a.json:1\"],\"keys\":[]}",
                        "{\"events\":[\"b.jsonl:1\"],\"keys\":[]}");
    }

    @Test
    void anEventThatWasReadTwiceIsOne() throws IOException {
        String event = "{\"at\": 1, \"kind\": \"x\", \"no\": 1}\n";
        Path events = Files.writeString(folder.resolve("a.jsonl"), event + event);
        Path mapping = Files.writeString(folder.resolve("mine.yaml"), MINE + "event_id: no\n");

        query("--mapping", mapping.toString(), "--events", events.toString(), "any where true");

        assertThat(numbers()).isEqualTo("1");
    }

    @Test
    void archivesNameTheirEntries() throws IOException {
        Path mapping = Files.writeString(folder.resolve("mine.yaml"), MINE);
        byte[] event = "{\"at\": 1, \"kind\": \"x\"}".getBytes(StandardCharsets.UTF_8);
        Path zip = folder.resolve("a.zip");
        try (ZipOutputStream entries = new ZipOutputStream(Files.newOutputStream(zip))) {
            entries.putNextEntry(new ZipEntry("in/b.jsonl"));
            entries.write(event);
        }
        Path gz = folder.resolve("c.json.gz");
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(gz))) {
            packed.write(event);
        }

        query("--mapping", mapping.toString(), "--events", zip.toString(), "--events", gz.toString(), "any where true");

        assertThat(out.toString()).contains(zip + "!in/b.jsonl:1\"", gz + ":1\"");
    }

    @Test
    void aQueryIsRefusedWithItsPlace() {
        assertThat(query("--events", folder.toString(), "process where\n\tx == = 4"))
                .isEqualTo(2);
        assertThat(err.toString())
                .startsWith("query:2:7: expected a field, a value, a function, 'not' or '(', found '='\n")
                .contains("\n  \tx == = 4\n  \t     ^\n");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "--dialect, eql, '--dialect: expected one of elasticsearch, endpoint, endgame, cordon'",
        "--mapping, nonsense, 'no built-in mapping'",
        "--events, nothing, there is no nothing"
    })
    void badInputIsAUsageError(String option, String value, String message) {
        assertThat(query("--events", folder.toString(), option, value, "any where true"))
                .isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void aNameThatIsNoCategoryIsAMistakeUnlessTheSchemaIsTheUsersOwn() {
        assertThat(query("--events", folder.toString(), "proces where true")).isEqualTo(2);
        assertThat(err.toString()).contains("query:1:1: expected an event category");
    }

    @Test
    void nothingFoundIsNoError() {
        assertThat(query("--events", ROOT.resolve("recordings").toString(), "process where process.name == \"no\""))
                .isZero();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aReaderThatHasReadEnoughIsNoError() {
        CommandLine command = Cordon.commandLine();
        command.setErr(new PrintWriter(err, true)).setOut(new PrintWriter(new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("Broken pipe");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        }));

        assertThat(command.execute(
                        "query", "--events", ROOT.resolve("recordings").toString(), "any where true"))
                .isZero();
        assertThat(err.toString()).doesNotContain("Exception", "Broken");
    }

    /** The numbers were counted over the recording by other means. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiterString = " ; ",
            quoteCharacter = '§',
            value = {
                "any where event of [process where process_name == \"regsvr32.exe\"] | count ; 143",
                "sequence by unique_pid [process where subtype.create] [network where true] | count ; 1",
                "process where subtype.terminate | count ; 2",
            })
    void aRecordingOfOthersIsReadByAMappingOfAFewLines(String query, int count) throws IOException {
        Path recording = ROOT.resolve("../shared/telemetry/eqllib/normalized-T1117-AtomicRed-regsvr32.json");
        assumeTrue(Files.exists(recording), "did not run: there is no " + recording);
        Path mapping = Files.writeString(folder.resolve("mine.yaml"), """
                time: timestamp
                time_unit: filetime
                category: event_type
                action: subtype
                actions: {create: start, terminate: end}
                process: {entity: unique_pid, pid: pid}
                parent: {entity: unique_ppid, pid: ppid}
                """);

        query("--dialect", "endgame", "--mapping", mapping.toString(), "--events", recording.toString(), query);

        assertThat(out).hasToString("{\"count\":" + count + ",\"keys\":[]}\n");
        assertThat(err.toString()).contains("read 150 = mapped 150 + dead-lettered 0;");
    }

    /** The lines of the matches' events. */
    private String numbers() {
        List<String> numbers = out.toString()
                .lines()
                .map(line -> line.replaceAll(".*:(\\d+)\"\\],\"keys.*", "$1"))
                .toList();
        return numbers.isEmpty() ? "-" : String.join(" ", numbers);
    }

    private int query(String... arguments) {
        CommandLine command = Cordon.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of("query"));
        all.addAll(List.of(arguments));
        return command.execute(all.toArray(String[]::new));
    }
}
