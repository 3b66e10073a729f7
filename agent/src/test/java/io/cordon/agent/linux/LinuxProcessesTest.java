package io.cordon.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.agent.ProcessTable.Facts;
import io.cordon.agent.ProcessTable.Handle;
import io.cordon.agent.Processes;
import io.cordon.agent.Protection;
import io.cordon.agent.Result;
import io.cordon.agent.conformance.Draft;
import io.cordon.schemas.OrderReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes are held, suspended and killed, and nobody else is. */
class LinuxProcessesTest {
    private static final int KILLED = 128 + 9;

    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private LinuxProcesses table;

    @BeforeEach
    void read() throws IOException {
        table = new LinuxProcesses(Boot.read(folder.resolve("boot")), new Ancestry());
    }

    @Test
    void saysWhatAProcessIs() throws IOException {
        try (Sleeper sleeper = Sleeper.start();
                Handle handle = table.open(sleeper.pid()).orElseThrow()) {
            Facts facts = handle.facts();
            long started = ProcessHandle.of(sleeper.pid())
                    .orElseThrow()
                    .info()
                    .startInstant()
                    .orElseThrow()
                    .toEpochMilli();

            assertThat(facts.entity()).matches("[0-9a-f-]{36}-" + sleeper.pid() + "-\\d+");
            assertThat(facts.startMicros() / 1000).isBetween(started - 1_500, started + 1_500);
            assertThat(facts.parent()).contains(own().entity());
            assertThat(facts.image().orElseThrow()).endsWith("sleep");
            assertThat(table.all()).contains(facts);
        }
    }

    @Test
    void aProcessIsKilled() throws Exception {
        try (Sleeper sleeper = Sleeper.start();
                Handle handle = table.open(sleeper.pid()).orElseThrow()) {
            assertThat(handle.kill()).isTrue();
            assertThat(sleeper.awaitEnd()).isEqualTo(KILLED);
            assertThat(handle.suspend()).isFalse();
        }
    }

    @Test
    void aProcessIsSuspendedAndGoesOn() throws Exception {
        try (Sleeper sleeper = Sleeper.run(List.of("sh", "-c", "while :; do sleep 0.01; done"));
                Handle handle = table.open(sleeper.pid()).orElseThrow()) {
            assertThat(handle.suspend()).isTrue();
            assertThat(sleeper.isStopped()).isTrue();
            assertThat(handle.resume()).isTrue();
            assertThat(sleeper.isStopped()).isFalse();
        }
    }

    @Test
    void whatHasEndedIsNotThere() throws Exception {
        long pid;
        try (Sleeper sleeper = Sleeper.run(List.of("true"))) {
            sleeper.awaitEnd();
            pid = sleeper.pid();
        }
        assertThat(table.open(pid)).isEmpty();
    }

    @Test
    void theRightProcessIsKilledOrNone() throws Exception {
        Processes processes = new Processes(table, new Protection(Set.of(), Set.of(), Set.of()), 100);
        try (Sleeper sleeper = Sleeper.start()) {
            Facts facts = facts(sleeper.pid());

            assertThat(stop(processes, facts.pid(), facts.entity(), facts.startMicros() + 10_001, false)
                            .status())
                    .isEqualTo(403);
            assertThat(stop(processes, facts.pid(), facts.entity() + "0", facts.startMicros(), false)
                            .status())
                    .isEqualTo(404);
            assertThat(sleeper.isAlive()).isTrue();
            assertThat(stop(processes, facts.pid(), facts.entity(), facts.startMicros() + 10_000, false)
                            .status())
                    .isEqualTo(200);
            assertThat(sleeper.awaitEnd()).isEqualTo(KILLED);
        }
    }

    @Test
    void aProcessIsFoundByTheStartThatWasToldBeforeTheClockWasSet() throws Exception {
        Path file = folder.resolve("boot");
        Boot before = Boot.read(file);
        long told = before.bootMicros() - 3_600_000_000L;
        Files.writeString(file, before.id() + " " + told + "\n");
        LinuxProcesses anew = new LinuxProcesses(Boot.read(file), new Ancestry());
        Processes processes = new Processes(anew, new Protection(Set.of(), Set.of(), Set.of()), 100);
        try (Sleeper sleeper = Sleeper.start()) {
            Facts facts = facts(sleeper.pid());
            long start = facts.startMicros() - before.bootMicros() + told;

            assertThat(stop(processes, facts.pid(), facts.entity(), start + 10_001, false)
                            .status())
                    .isEqualTo(403);
            assertThat(stop(processes, facts.pid(), facts.entity(), start, false)
                            .status())
                    .isEqualTo(200);
            assertThat(sleeper.awaitEnd()).isEqualTo(KILLED);
        }
    }

    @Test
    void aTreeThatGrowsIsKilledWhole() throws Exception {
        Processes processes = new Processes(table, new Protection(Set.of(), Set.of(), Set.of()), 1_000);
        try (Sleeper tree = Sleeper.run(List.of("sh", "-c", "while :; do sleep 61.5 & sleep 0.01; done"))) {
            while (tree.descendants().size() < 5) {
                Thread.onSpinWait();
            }
            Facts facts = facts(tree.pid());

            assertThat(stop(processes, facts.pid(), facts.entity(), facts.startMicros(), true)
                            .status())
                    .isEqualTo(200);
            tree.awaitEnd();
            assertThat(table.all())
                    .noneMatch(one -> ProcFs.image(one.pid())
                            .filter(image -> image.arguments().contains("61.5"))
                            .isPresent());
        }
    }

    private Facts own() throws IOException {
        return facts(ProcessHandle.current().pid());
    }

    private Facts facts(long pid) throws IOException {
        try (Handle handle = table.open(pid).orElseThrow()) {
            return handle.facts();
        }
    }

    private static Result stop(Processes processes, long pid, String entity, long start, boolean tree)
            throws IOException {
        Draft draft = Draft.of("acme", "ws1", "c1", "stop", 0, 1000)
                .process(pid, entity, start)
                .cordon(args -> args.put("tree", tree));
        return processes.perform(((OrderReader.Outcome.Read) OrderReader.command(draft.payload())).order(), false);
    }
}
