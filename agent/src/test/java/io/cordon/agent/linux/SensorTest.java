package io.cordon.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordon.agent.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes are told, whoever tells of them: the kernel or {@code /proc}. */
class SensorTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder = Path.of("");

    private final List<JsonNode> told = new ArrayList<>();
    private final Ancestry ancestry = new Ancestry();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Boot boot;

    @BeforeEach
    void read() throws IOException {
        boot = Boot.read(folder.resolve("boot"));
    }

    @Test
    void theKernelTellsOfAChainWithItsPipe() throws Exception {
        try (ProcessSource source = connector();
                Sleeper chain = Sleeper.run(List.of("sh", "-c", "sleep 0.1; echo 'sleep 60' | (sh; true)"))) {
            Sensor sensor = started(source);
            JsonNode sleep = await(sensor, record -> is(record, "exec", "sleep 60"));
            JsonNode inner = start(sleep.at("/process/parent/entity_id").asText());
            JsonNode between = start(inner.at("/process/parent/entity_id").asText());

            assertThat(inner.at("/process/command_line").asText()).isEqualTo("sh");
            assertThat(inner.at("/process/stdin/type").asText()).isEqualTo("pipe");
            assertThat(inner.at("/event/action").asText()).isEqualTo("exec");
            assertThat(between.at("/event/action").asText()).isEqualTo("fork");
            assertThat(between.at("/process/parent/pid").longValue()).isEqualTo(chain.pid());
            assertThat(ancestry.of(sleep.at("/process/entity_id").asText()))
                    .startsWith(
                            entity(inner),
                            entity(between),
                            entity(start(between.at("/process/parent/entity_id").asText())));
        }
    }

    @Test
    void anEndIsToldWithItsCode() throws Exception {
        try (ProcessSource source = connector()) {
            Sensor sensor = started(source);
            try (Sleeper ending = Sleeper.run(List.of("sh", "-c", "exit 3"))) {
                JsonNode end = await(
                        sensor,
                        record -> record.at("/event/action").asText().equals("end")
                                && record.at("/process/pid").longValue() == ending.pid());

                assertThat(end.at("/process/exit_code").intValue()).isEqualTo(3);
                assertThat(start(entity(end)).at("/event/action").asText()).isEqualTo("exec");
            }
        }
    }

    @Test
    void theFirstRecordOfAProcessHasItsStartAsTime() throws Exception {
        try (ProcessSource source = connector()) {
            Sensor sensor = started(source);
            try (Sleeper sleeper = Sleeper.run(List.of("sh", "-c", "sleep 0.05; exec sleep 59"))) {
                JsonNode second = await(sensor, record -> is(record, "exec", "sleep 59"));
                JsonNode first = start(entity(second));

                assertThat(first.path("@timestamp")).isEqualTo(first.at("/process/start"));
                assertThat(second.at("/process/start")).isEqualTo(first.at("/process/start"));
                assertThat(second.path("@timestamp").asText())
                        .isGreaterThan(first.path("@timestamp").asText());
                assertThat(second.at("/process/pid").longValue()).isEqualTo(sleeper.pid());
            }
        }
    }

    @Test
    void whatRunsAlreadyIsToldUnderTheSameId() throws Exception {
        try (ProcessSource source = connector();
                Sleeper sleeper = Sleeper.run(List.of("sleep", "58"))) {
            started(source);
            String id = last("sleep 58").at("/event/id").asText();
            started(source);

            assertThat(last("sleep 58").at("/event/action").asText()).isEqualTo("already_running");
            assertThat(last("sleep 58").at("/event/id").asText()).isEqualTo(id);
            assertThat(last("sleep 58").at("/process/pid").longValue()).isEqualTo(sleeper.pid());
        }
    }

    @Test
    void aConnectionIsToldWithWhoMadeIt() throws Exception {
        try (ProcessSource source = connector();
                ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Sensor sensor = started(source);
            sensor.poll(100);
            String connect = "exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort() + "; sleep 56";
            try (Sleeper connecting = Sleeper.run(List.of("bash", "-c", connect))) {
                JsonNode told =
                        await(sensor, record -> record.at("/destination/port").intValue() == server.getLocalPort());

                assertThat(told.at("/process/pid").longValue()).isEqualTo(connecting.pid());
                assertThat(told.at("/event/category/0").asText()).isEqualTo("network");
                assertThat(told.at("/destination/ip").asText()).isEqualTo("127.0.0.1");
                assertThat(told.at("/source/port").intValue()).isPositive();
            }
        }
    }

    @Test
    void withoutTheKernelsWordProcIsLookedAt() throws Exception {
        try (ProcessSource source = new ProcPolling()) {
            Sensor sensor = started(source);
            try (Sleeper sleeper = Sleeper.run(List.of("sleep", "57"))) {
                JsonNode start = await(sensor, record -> is(record, "exec", "sleep 57"));
                sleeper.end();
                await(
                        sensor,
                        record -> record.at("/event/action").asText().equals("end")
                                && entity(record).equals(entity(start)));
            }
        }
    }

    private static ProcessSource connector() {
        try {
            return ProcessConnector.open();
        } catch (IOException e) {
            Assumptions.abort("the kernel does not tell this user: " + e.getMessage());
            throw new AssertionError(e);
        }
    }

    private Sensor started(ProcessSource source) throws IOException {
        Sensor sensor = new Sensor(
                source,
                boot,
                ancestry,
                new EcsRecords(new Identity("acme", "ws1", "test 1"), boot, new UserNames(Path.of("/etc/passwd"))),
                Connections.ofHost(),
                record -> told.add(json(record)),
                () -> TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()));
        sensor.start();
        return sensor;
    }

    private JsonNode await(Sensor sensor, Predicate<JsonNode> which) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < deadline) {
            Optional<JsonNode> found = told.stream().filter(which).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            sensor.poll(100);
        }
        throw new AssertionError("not told within 30 s; told was " + told);
    }

    private static boolean is(JsonNode record, String action, String commandLine) {
        return record.at("/event/action").asText().equals(action)
                && record.at("/process/command_line").asText().equals(commandLine);
    }

    /** The first record of a process. */
    private JsonNode start(String entity) {
        return told.stream()
                .filter(record -> entity(record).equals(entity))
                .findFirst()
                .orElseThrow(() -> new AssertionError(entity + " was not told"));
    }

    private JsonNode last(String commandLine) {
        return told.stream()
                .filter(record -> record.at("/process/command_line").asText().equals(commandLine))
                .reduce((one, next) -> next)
                .orElseThrow();
    }

    private static String entity(JsonNode record) {
        return record.at("/process/entity_id").asText();
    }

    private static JsonNode json(String record) {
        try {
            return JSON.readTree(record);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
