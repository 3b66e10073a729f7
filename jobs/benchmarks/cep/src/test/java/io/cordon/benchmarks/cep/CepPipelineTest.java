package io.cordon.benchmarks.cep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.streaming.CollectingSink;
import io.cordon.streaming.JobOptions;
import io.cordon.streaming.RecordSource;
import io.cordon.streaming.ShippedConf;
import io.cordon.streaming.TopicRecord;
import io.cordon.streaming.wire.EventWire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flink's CEP finds what the same sequences find in detect, under the configuration that ships. */
class CepPipelineTest {
    private static final long EPOCH = 1_714_550_400_000_000L;
    private static final String REGISTRY = "memory://cep-test";
    private static final String RULES = """
            title: Shell reaches out
            id: out
            dialect: endpoint
            query: |
              sequence by process.entity_id with maxspan=1m
                [process where event.type == "start" and process.name : ("powershell.exe", "cmd.exe")
                   and not process.command_line : "*-help*"]
                [network where destination.port == 443]
              until [registry where registry.path : "*\\\\Allowed"]
            ---
            title: Drops and loads
            id: loads
            dialect: endpoint
            query: |
              sequence by process.entity_id with maxspan=1m
                [file where file.extension : "dll" and file.path : "?:\\\\Users\\\\*"]
                ![file where file.path : "*\\\\setup.log"]
                [library where dll.path : "?:\\\\Users\\\\*.dll"]
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final SchemaRegistry registry = SchemaRegistry.of(Map.of("schema.registry.url", REGISTRY));
    private final List<TopicRecord> records = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"", "--filter"})
    void findsStepsOfOneProcessWithNothingForbiddenBetween(String more) throws Exception {
        start("p1", 0, "C:\\Windows\\System32\\cmd.exe", "cmd /c dir");
        connect("p1", 1, "80");
        connect("p2", 2, "443");
        connect("p1", 3, "443");
        start("p3", 4, "C:\\Tools\\PowerShell.EXE", "powershell");
        add(event("p3", 5, Activity.REGISTRY_SET).column(Column.REGISTRY_PATH, "HKLM\\Software\\Allowed"));
        connect("p3", 6, "443");
        start("p4", 7, "C:\\Windows\\System32\\cmd.exe", "cmd -HELP");
        connect("p4", 8, "443");
        start("p5", 9, "C:\\Windows\\System32\\cmd.exe", "cmd");
        connect("p5", 70, "443");
        drop("p6", 71, "C:\\Users\\ada\\a.dll");
        load("p6", 72, "C:\\Users\\ada\\a.dll");
        drop("p7", 73, "C:\\Users\\ada\\a.dll");
        drop("p7", 74, "C:\\Users\\ada\\setup.log");
        load("p7", 75, "C:\\Users\\ada\\a.dll");
        drop("p8", 76, "C:\\Program Files\\a.dll");
        load("p8", 77, "C:\\Users\\ada\\a.dll");

        assertThat(found(more)).containsExactlyInAnyOrder("loads default/ws1/p6", "out default/ws1/p1");
    }

    @Test
    void refusesWhatItsPatternsCannotSay() {
        assertThatThrownBy(() -> options("""
                        title: By user
                        id: user
                        dialect: endpoint
                        query: 'sequence by user.name [file where true] [library where true]'
                        """, ""))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessageContaining("expected a sequence by process.entity_id, found By user");
    }

    private List<String> found(String more) throws Exception {
        StreamExecutionEnvironment env = ShippedConf.laptop(folder);
        CollectingSink matches = new CollectingSink("cep-matches" + more);
        CepPipeline.build(env, options(RULES, more), RecordSource.of(records), matches);
        env.execute();
        return matches.received().stream()
                .map(match -> match.key() + ' ' + new String(match.value(), StandardCharsets.UTF_8))
                .map(text -> text.substring(0, text.indexOf(" [")))
                .toList();
    }

    private CepOptions options(String rules, String more) throws IOException {
        registry.register(SchemaCoder.subject(Topics.ENDPOINT_EVENTS), io.cordon.wire.EndpointEvent.getClassSchema());
        Path file = Files.writeString(folder.resolve("rules.yml"), rules);
        List<String> arguments = new ArrayList<>(
                List.of("--kafka", "nowhere:1", "--registry", REGISTRY, "--sequences", file.toString()));
        if (!more.isEmpty()) {
            arguments.add(more);
        }
        return JobOptions.parse(new CepOptions(), arguments.toArray(String[]::new));
    }

    private void start(String process, int second, String executable, String commandLine) throws IOException {
        add(event(process, second, Activity.PROCESS_START)
                .column(Column.EXECUTABLE, executable)
                .column(Column.COMMAND_LINE, commandLine));
    }

    private void connect(String process, int second, String port) throws IOException {
        add(event(process, second, Activity.NETWORK_CONNECT).column(Column.DESTINATION_PORT, port));
    }

    private void drop(String process, int second, String path) throws IOException {
        add(event(process, second, Activity.FILE_CREATE).column(Column.FILE_PATH, path));
    }

    private void load(String process, int second, String path) throws IOException {
        add(event(process, second, Activity.IMAGE_LOAD).column(Column.LIBRARY_PATH, path));
    }

    private static EndpointEvent.Builder event(String process, int second, Activity activity) {
        long time = EPOCH + second * 1_000_000L;
        return EndpointEvent.builder()
                .tenant("default")
                .endpoint("ws1")
                .id("e" + second)
                .time(time, Clock.UTC)
                .appendTime(time)
                .position("test:" + second)
                .product("windows")
                .service("sysmon")
                .activity(activity)
                .process(process, EndpointEvent.ABSENT);
    }

    private void add(EndpointEvent.Builder builder) throws IOException {
        EndpointEvent event = builder.build();
        registry.register(SchemaCoder.subject(Topics.ENDPOINT_EVENTS), io.cordon.wire.EndpointEvent.getClassSchema());
        byte[] value = new SchemaCoder<>(registry, Topics.ENDPOINT_EVENTS, io.cordon.wire.EndpointEvent.class, () -> {})
                .encode(EventWire.toWire(event));
        records.add(new TopicRecord(
                EventWire.key(event), value, Topics.ENDPOINT_EVENTS, 0, records.size(), event.appendTime()));
    }
}
