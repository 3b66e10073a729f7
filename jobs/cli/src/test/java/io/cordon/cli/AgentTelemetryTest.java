package io.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.agent.Identity;
import io.cordon.agent.linux.LinuxHost;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.mapping.Normalized;
import io.cordon.engine.mapping.Normalizer;
import io.cordon.engine.mapping.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the reference agent tells is read by a mapping that is built in, and names processes as its commands will. */
class AgentTelemetryTest {
    private static final Origin ORIGIN = new Origin("telemetry/0/0", EndpointEvent.ABSENT, null);

    @TempDir
    Path folder = Path.of("");

    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void aStartAndAnEndAreEventsOfOneProcess() throws IOException {
        try (LinuxHost linux = LinuxHost.start(
                new Identity("acme", "ws1", "test 1"),
                new LinuxHost.Settings(folder, List.of(), Optional.empty(), false, false),
                told::add)) {
            assertThat(linux.source()).isNotEmpty();
            Process process = new ProcessBuilder("sleep", "0.5").start();
            EndpointEvent start = await(event -> event.pid() == process.pid()
                    && event.activity() == Activity.PROCESS_START
                    && "sleep 0.5".equals(event.column(Column.COMMAND_LINE)));
            EndpointEvent end =
                    await(event -> event.pid() == process.pid() && event.activity() == Activity.PROCESS_END);

            assertThat(start.endpoint()).isEqualTo("ws1");
            assertThat(start.column(Column.EXECUTABLE)).endsWith("sleep");
            assertThat(start.clock()).isEqualTo(Clock.UTC);
            assertThat(start.parentPid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(end.entity()).isEqualTo(start.entity());
            assertThat(end.time()).isGreaterThan(start.time());
        }
    }

    private EndpointEvent await(Predicate<EndpointEvent> which) {
        Normalizer normalizer = Normalizer.builtIn();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < deadline) {
            for (String record : told) {
                Normalized read = normalizer.normalize("acme", record.getBytes(StandardCharsets.UTF_8), ORIGIN);
                assertThat(read).isInstanceOf(Normalized.Mapped.class);
                EndpointEvent event = ((Normalized.Mapped) read).event();
                if (which.test(event)) {
                    return event;
                }
            }
        }
        throw new AssertionError("not told within 30 s; told was " + told);
    }
}
