package io.cordon.engine.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Target;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is meant comes back as it went. */
class HitBytesTest {
    static Stream<@Nullable Target> targets() {
        Target process = new Target("h1", "{p1}", 4711, 9, "c:\\x.exe", "x -y", "ada", "0x3e9");
        return Stream.of(
                null,
                process,
                process.with(Map.of("sha256", "ab", "signer", "Ünïcode")),
                new Target("h1", "", Target.NO_PROCESS, Target.NO_PROCESS, null, null, null, null)
                        .with(Map.of("address", "203.0.113.9")));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aHitIsReadAsItWasWritten(@Nullable Target target) throws IOException {
        Place place = new Place("acme", "c", 0, "v", List.of("k"), false);
        Hit hit = new Hit(
                new Evidence("e", List.of("f:1"), "h1", "{p1}", 1, 5, 6),
                true,
                new Share(place, 0, "value", target, target == null ? "none" : "", List.of()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HitBytes.write(hit, new DataOutputStream(bytes));

        assertThat(HitBytes.hit(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                .isEqualTo(hit);
    }
}
