package io.cordon.engine.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldCatalogue;
import io.cordon.engine.event.FieldRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mappings of schemas that nobody knows but their users. */
class OwnMappingTest {
    private static final Pattern BLOCK = Pattern.compile("```(yaml|json)\n(.*?)```", Pattern.DOTALL);
    private static final String MINE = """
            time: t
            time_unit: s
            category: kind
            categories: {proc: process, lib: library}
            action: what
            actions: {new: start, gone: end, made: creation, cut: deletion, moved: rename}
            process: {entity: id, pid: pid}
            parent: {entity: up}
            """;

    @ParameterizedTest
    @CsvSource({
        "proc, new, PROCESS_START",
        "proc, gone, PROCESS_END",
        "proc, odd, OTHER",
        "Process, new, PROCESS_START",
        "file, made, FILE_CREATE",
        "file, cut, FILE_DELETE",
        "file, moved, FILE_RENAME",
        "file, odd, FILE_ACCESS",
        "registry, made, REGISTRY_ADD",
        "registry, cut, REGISTRY_DELETE",
        "registry, odd, REGISTRY_SET",
        "network, odd, NETWORK_CONNECT",
        "lib, odd, IMAGE_LOAD",
        "session, new, LOGON",
        "custom, new, OTHER",
    })
    void aCategoryAndAnActionAreAnActivity(String category, String action, Activity activity) {
        EndpointEvent event =
                mapped(MINE, "{\"t\": 1, \"kind\": \"%s\", \"what\": \"%s\"}".formatted(category, action));

        assertThat(event.activity()).isEqualTo(activity);
    }

    @Test
    void processesAndTheEndpointAreWhatTheMappingSays() {
        EndpointEvent event = mapped(
                MINE, "{\"t\": 1, \"kind\": \"proc\", \"what\": \"new\", \"id\": 7, \"pid\": \"12\", \"up\": 6}");

        assertThat(event.entity()).isEqualTo("7");
        assertThat(event.pid()).isEqualTo(12);
        assertThat(event.parentEntity()).isEqualTo("6");
        assertThat(event.endpoint()).as("where nothing else names it").isEqualTo("a.jsonl");
        assertThat(text(event, "event.category")).isEqualTo("process");
        assertThat(text(event, "kind")).isEqualTo("proc");
    }

    @ParameterizedTest
    @CsvSource({
        "s, 5, 5000000",
        "s, 1588300000.25, 1588300000250000",
        "ms, 1588300000250, 1588300000250000",
        "us, 1588300000250001, 1588300000250001",
        "ns, 1588300000250001999, 1588300000250001",
        "filetime, 116444736500000019, 50000001",
        "filetime, \"132451029641230000\", 1600629364123000",
        "iso, \"2020-09-20T19:16:04.123Z\", 1600629364123000",
        "s, \"2020-09-20T19:16:04.123Z\", 1600629364123000",
    })
    void aNumberCountsWhatTheMappingSays(String unit, String value, long micros) {
        String mapping = MINE.replace("time_unit: s", "time_unit: " + unit);

        assertThat(mapped(mapping, "{\"t\": " + value + "}").time()).isEqualTo(micros);
    }

    @Test
    void withoutAUnitANumbersSizeTellsWhatItCounts() {
        String mapping = MINE.replace("time_unit: s\n", "");

        assertThat(mapped(mapping, "{\"t\": 1588300000.25}").time()).isEqualTo(1588300000250000L);
        assertThat(normalized(mapping, "{\"t\": 5}")).isInstanceOfSatisfying(Normalized.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(Reason.IMPLAUSIBLE_TIME);
            assertThat(rejected.detail()).contains("time_unit");
        });
    }

    @Test
    void fieldsKeepTheirNamesAndTypes() {
        EndpointEvent event = mapped(MINE, """
                {"t": 1, "a": {"b-c": 4.0, "d": true}, "list": ["x", null, 2], "none": null, "process_name": "x.exe",
                 "objects": [{"e": 1}]}""");

        assertThat(text(event, "a.b-c")).as("as queries write it").isEqualTo("4");
        assertThat(text(event, "a.d")).isEqualTo("true");
        assertThat(text(event, "list")).isEqualTo("\u001ex\u001e2");
        assertThat(text(event, "none")).isNull();
        assertThat(text(event, "process.name"))
                .as("a part of a path that is not there")
                .isEqualTo("x.exe");
        assertThat(text(event, "process.executable")).isNull();
        assertThat(text(event, "objects")).isEqualTo("{\"e\":1}");
    }

    @Test
    void valuesAreShownAsTheRecordHasThem() {
        FieldRef name = FieldCatalogue.builtIn().resolve("process_name");
        FieldRef number = FieldCatalogue.builtIn().resolve("a.n");
        byte[] record = "{\"t\": 1, \"process_name\": \"X\", \"a\": {\"n\": 7}}".getBytes(StandardCharsets.UTF_8);

        Map<FieldRef, JsonNode> values =
                Normalizer.of("mine.yaml", MINE).values().of(record, Set.of(name, number));

        assertThat(values.get(number)).hasToString("7");
        assertThat(values.get(name)).hasToString("\"X\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ; ",
            quoteCharacter = '§',
            value = {
                "time_unit: s ; time_unit: minutes ; mine.yaml:2: time_unit: expected one of [s, ms, us, ns, filetime, iso], found 'minutes'",
                "time: t ; tiem: t ; mine.yaml:1: tiem: unknown key, expected one of [action,",
                "new: start ; new: begin ; mine.yaml:6: actions.new: expected one of [start, end, creation,",
                "time: t ; name: x ; mine.yaml:1: expected 'time', where the record says when it happened",
                "category: kind ; name: x ; mine.yaml:1: expected 'category', where the record says its event category",
                "action: what ; name: x ; mine.yaml:6: actions: expected 'action' too",
                "pid: pid ; pit: pid ; mine.yaml:7: process.pit: unknown key, expected one of [actor, entity, pid]",
                "pid: pid ; pid: pid, pid: id ; mine.yaml:7: process.pid: expected each key once",
                "time: t ; time: {a: b} ; mine.yaml:1: time: expected a text",
                "time: t ; time: [t ; mine.yaml:2: expected YAML",
            })
    void whatIsWrongIsToldWithItsLine(String right, String wrong, String message) {
        assertThatThrownBy(() -> Normalizer.of("mine.yaml", MINE.replace(right, wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void whatThePageShowsIsRead() throws IOException {
        Path page = Path.of(System.getProperty("cordon.root"), "docs", "mappings.md");
        Matcher blocks = BLOCK.matcher(Files.readString(page));
        String record = "";
        int mappings = 0;
        while (blocks.find()) {
            if (blocks.group(1).equals("json")) {
                record = blocks.group(2);
                continue;
            }
            Normalizer normalizer = Normalizer.of("page", blocks.group(2));
            if (mappings++ == 0) {
                EndpointEvent event = ((Normalized.Mapped) normalized(normalizer, record)).event();
                assertThat(event.activity()).isEqualTo(Activity.PROCESS_START);
                assertThat(event.endpoint()).isEqualTo("ws1");
                assertThat(event.entity()).isEqualTo("750058");
                assertThat(event.time()).isEqualTo(1543883723713000L);
                assertThat(normalizer.values().tieBreak(record.getBytes(StandardCharsets.UTF_8)))
                        .isEqualTo(17);
            }
        }
        assertThat(mappings).isEqualTo(3);
    }

    private static @Nullable String text(EndpointEvent event, String field) {
        return FieldCatalogue.builtIn().resolve(field).in(event);
    }

    private static EndpointEvent mapped(String mapping, String record) {
        Normalized result = normalized(mapping, record);
        assertThat(result).isInstanceOf(Normalized.Mapped.class);
        return ((Normalized.Mapped) result).event();
    }

    private static Normalized normalized(String mapping, String record) {
        return normalized(Normalizer.of("mine.yaml", mapping), record);
    }

    private static Normalized normalized(Normalizer normalizer, String record) {
        return normalizer.normalize(
                "default",
                record.getBytes(StandardCharsets.UTF_8),
                new Origin("a.jsonl:1", EndpointEvent.ABSENT, "a.jsonl"));
    }
}
