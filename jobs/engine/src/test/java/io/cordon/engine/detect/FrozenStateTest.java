package io.cordon.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** State that was written once can be read for ever, and no layout changes without a new version. */
class FrozenStateTest {
    private static final Path FOLDER = Path.of(
            System.getProperty("cordon.root"), "jobs", "engine", "src", "test", "resources", "io/cordon/engine/state");

    static List<StateSample> samples() {
        return StateSample.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aVersionsBytesStayAsTheyAre(StateSample sample) throws IOException {
        byte[] today = sample.bytes();
        Path frozen = FOLDER.resolve(FrozenState.file(sample, StateSample.version(today)));

        assertThat(frozen).as("a new version is frozen by FrozenState").exists();
        assertThat(FrozenState.hex(today))
                .as("a layout that changes gets a new version; FrozenState says how")
                .isEqualTo(Files.readString(frozen));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatEveryVersionWroteIsRead(StateSample sample) throws IOException {
        byte[] today = sample.bytes();
        for (int version = 1; version <= StateSample.version(today); version++) {
            byte[] frozen = FrozenState.bytes(Files.readString(FOLDER.resolve(FrozenState.file(sample, version))));
            byte[] rewritten = sample.rewritten(frozen);

            assertThat(StateSample.version(frozen)).isEqualTo(version);
            assertThat(StateSample.version(rewritten)).isEqualTo(StateSample.version(today));
            if (version == StateSample.version(today)) {
                assertThat(rewritten).isEqualTo(frozen);
            }
        }
    }
}
