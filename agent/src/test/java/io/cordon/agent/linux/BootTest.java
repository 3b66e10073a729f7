package io.cordon.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process has one start time, whoever asks and whenever. */
class BootTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void theSameBootIsAtTheSameTime() throws IOException {
        Path file = folder.resolve("agent/boot");

        assertThat(Boot.read(file)).isEqualTo(Boot.read(file));
    }

    @Test
    void aBootIsMeasuredAnewAfterAnotherOneOrWhereTheClockWasSet() throws IOException {
        Path file = folder.resolve("boot");
        Boot boot = Boot.read(file);

        Files.writeString(file, "another " + boot.bootMicros() + "\n");
        assertThat(Boot.read(file).id()).isEqualTo(boot.id());
        Files.writeString(file, boot.id() + " " + (boot.bootMicros() - 3_600_000_000L) + "\n");
        assertThat(Boot.read(file).bootMicros()).isCloseTo(boot.bootMicros(), within(1_000_000L));
    }

    @Test
    void whatWasMeasuredBeforeTheClockWasSetIsKeptAndTakenAgainWhereItWasSetBack() throws IOException {
        Path file = folder.resolve("boot");
        long now = Boot.read(file).bootMicros();
        long hourAgo = now - 3_600_000_000L;
        Files.writeString(file, Boot.read(file).id() + " " + hourAgo + " " + now + "\n");

        assertThat(Boot.read(file).measured()).containsExactly(now, hourAgo);
        assertThat(Boot.read(file).measured()).containsExactly(now, hourAgo);
    }
}
