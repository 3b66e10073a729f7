package io.cordon.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordon.agent.Agent;
import io.cordon.agent.Identity;
import io.cordon.agent.Incoming;
import io.cordon.agent.conformance.Draft;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.EnvelopeSigner;
import io.cordon.schemas.KeyPairFile;
import io.cordon.schemas.Keyring;
import io.cordon.schemas.Purpose;
import io.cordon.wire.CommandResponse;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole reference agent but Kafka: what its sensor told, a command names, and that is ended. */
class LinuxHostTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Identity IDENTITY = new Identity("acme", "ws1", "test 1");

    @TempDir
    Path folder = Path.of("");

    private final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private final KeyPair keys = KeyPairFile.generate();

    @Test
    void whatTheSensorToldIsKilledByItsNameAndNobodyElse() throws Exception {
        try (LinuxHost linux = linux();
                Agent agent = agent(linux);
                Sleeper sleeper = Sleeper.run(List.of("sleep", "56"));
                Sleeper decoy = Sleeper.run(List.of("sleep", "56"))) {
            JsonNode process = told(sleeper.pid());

            assertThat(send(agent, "c1", process, 10_001)).isEqualTo(403);
            assertThat(send(agent, "c2", process, 0)).isEqualTo(200);
            sleeper.awaitEnd();
            assertThat(decoy.isAlive()).isTrue();
        }
    }

    @Test
    void theAgentAndItsAncestorsAreProtected() throws Exception {
        try (LinuxHost linux = linux();
                Agent agent = agent(linux)) {
            JsonNode own = told(ProcessHandle.current().pid());
            JsonNode parent = told(own.at("/parent/pid").longValue());

            assertThat(send(agent, "c1", own, 0)).isEqualTo(403);
            assertThat(send(agent, "c2", parent, 0)).isEqualTo(403);
        }
    }

    @Test
    void aFileIsQuarantinedAndTheAgentsOwnAreNot() throws Exception {
        Path tool = Files.writeString(folder.resolve("tool"), "x");
        try (LinuxHost linux = linux();
                Agent agent = agent(linux)) {
            assertThat(send(agent, draft("c1", "contain").target("file", "path", tool.toString())))
                    .isEqualTo(200);
            assertThat(send(
                            agent,
                            draft("c2", "contain")
                                    .target(
                                            "file",
                                            "path",
                                            folder.resolve("agent/journal").toString())))
                    .isEqualTo(403);
            assertThat(tool).doesNotExist();
        }
    }

    @Test
    void noFileIsQuarantinedWithoutWhichTheSystemOrTheAgentWouldEnd() throws Exception {
        Path given = Files.writeString(folder.resolve("signing.key.pub"), "x");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("agent"));
        try (LinuxHost linux = linux(given.toString());
                Agent agent = agent(linux)) {
            List<Path> all = new ArrayList<>(List.of(
                    given,
                    link.resolve("journal"),
                    Path.of("/sbin/init"),
                    Path.of("/usr/sbin/sshd"),
                    Path.of("/etc/passwd"),
                    Path.of("/etc/systemd/system/cordon-agent.service"),
                    Path.of(System.getProperty("java.home"), "bin", "java"),
                    Path.of("/proc/self/exe").toRealPath()));
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                if (!entry.isEmpty()) {
                    all.add(Path.of(entry).toAbsolutePath());
                }
            }
            for (int i = 0; i < all.size(); i++) {
                String path = all.get(i).toString();
                assertThat(send(agent, draft("c" + i, "contain").target("file", "path", path)))
                        .as(path)
                        .isEqualTo(403);
            }
        }
    }

    private LinuxHost linux(String... isProtected) throws Exception {
        return LinuxHost.start(
                IDENTITY,
                new LinuxHost.Settings(folder.resolve("agent"), List.of(isProtected), Optional.empty(), false, false),
                record -> told.add(json(record)));
    }

    private Agent agent(LinuxHost linux) throws Exception {
        return Agent.open(
                IDENTITY,
                Keyring.empty().trusting(Purpose.COMMAND, keys.getPublic()),
                linux.host(),
                folder.resolve("agent"),
                System::currentTimeMillis);
    }

    /** What was told of a process, once it runs its image. */
    private JsonNode told(long pid) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < deadline) {
            for (JsonNode record : told) {
                if (record.at("/process/pid").longValue() == pid
                        && !record.at("/event/action").asText().equals("fork")) {
                    return record.path("process");
                }
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("no record of " + pid + " within 30 s");
    }

    private static JsonNode json(String record) {
        try {
            return JSON.readTree(record);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private int send(Agent agent, String id, JsonNode process, long later) {
        Instant start = Instant.parse(process.path("start").asText());
        return send(
                agent,
                draft(id, "stop")
                        .process(
                                process.path("pid").longValue(),
                                process.path("entity_id").asText(),
                                ChronoUnit.MICROS.between(Instant.EPOCH, start) + later));
    }

    private Draft draft(String id, String action) {
        long now = System.currentTimeMillis();
        return Draft.of("acme", "ws1", id, action, now - 1000, now + 60_000);
    }

    private int send(Agent agent, Draft draft) {
        List<CommandResponse> answers = agent.take(List.of(new Incoming(
                Purpose.COMMAND, "acme/ws1", new Decoded.Value<>(draft.signed(new EnvelopeSigner(keys))))));
        assertThat(answers).hasSize(1);
        return answers.get(0).getStatus();
    }
}
