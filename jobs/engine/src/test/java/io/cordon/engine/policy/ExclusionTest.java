package io.cordon.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.finding.Target;
import io.cordon.engine.finding.Thing;
import io.cordon.engine.policy.Exclusion.Spares;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is spared: by all that an exclusion says together, while it holds, and not by what is not known. */
class ExclusionTest {
    private static final long NOW = micros("2026-12-01T00:00:00Z");
    private static final String SHA256 = "ab12cd34ef56ab12cd34ef56ab12cd34ef56ab12cd34ef56ab12cd34ef56ab12";
    private static final String UPPER = "AB12CD34EF56AB12CD34EF56AB12CD34EF56AB12CD34EF56AB12CD34EF56AB12";
    private static final String OTHER = "ff12cd34ef56ab12cd34ef56ab12cd34ef56ab12cd34ef56ab12cd34ef56ab12";
    private static final Endpoint ANY = Endpoint.UNKNOWN;
    private static final Target TARGET = new Target(
                    "build-7", "{e}", 42, 1, "C:\\Tools\\bin\\make.exe", "make.exe --all", "CORP\\ann", null)
            .with(Map.of(Thing.SHA256.key(), SHA256, Thing.SIGNER.key(), "Contoso Ltd"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "path: 'C:\\Tools\\bin\\make.exe'|YES",
                "path: 'c:/tools/BIN/Make.exe'|YES",
                "path: '\\\\?\\C:\\Tools\\bin\\*'|YES",
                "path: 'C:\\Tools\\*\\make.exe'|YES",
                "path: 'C:\\Tools\\*'|NO",
                "path: 'C:\\Tools\\**'|YES",
                "path: 'C:\\Tools'|NO",
                "path: 'C:\\Tools\\bin\\mak?.exe'|YES",
                "command-line: '*--all'|YES",
                "command-line: '--all'|NO",
                "signer: contoso*|YES",
                "signer: Fabrikam|NO",
                "hash: " + SHA256 + "|YES",
                "hash: " + UPPER + "|YES",
                "user: corp\\ann|YES",
                "endpoint: build-*|YES",
                "endpoint: web-*|NO",
                "signer: contoso*, endpoint: build-*|YES",
                "signer: contoso*, endpoint: web-*|NO",
                "rule: [r], endpoint: build-*|YES",
                "rule: R, endpoint: build-*|YES",
                "rule: [other], endpoint: build-*|NO"
            })
    void allThatItSaysHasToFit(String what, Spares spares) {
        assertThat(exclusion(what).spares("r", List.of(), ANY, TARGET, NOW)).isEqualTo(spares);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "signer: contoso*|PERHAPS",
                "hash: " + SHA256 + "|PERHAPS",
                "command-line: '*--all'|PERHAPS",
                "signer: contoso*, endpoint: web-*|NO",
                "path: 'C:\\Tools\\**', hash: " + SHA256 + "|PERHAPS"
            })
    void whatIsNotKnownMaySpare(String what, Spares spares) {
        Target bare = new Target("build-7", "{e}", 42, 1, "C:\\Tools\\make.exe", null, null, null);

        assertThat(exclusion(what).spares("r", List.of(), ANY, bare, NOW)).isEqualTo(spares);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "path: 'C:\\Drivers\\**'|YES",
                "path: 'C:\\Tools\\**'|YES",
                "hash: " + SHA256 + "|YES",
                "hash: " + OTHER + "|PERHAPS"
            })
    void theFileThatAnEventIsAboutCountsToo(String what, Spares spares) {
        Target writer = new Target("build-7", "{e}", 42, 1, "C:\\Tools\\make.exe", null, null, null)
                .with(Map.of(Thing.NAMED_FILE.key(), "C:\\Drivers\\a.sys", Thing.NAMED_SHA256.key(), SHA256));

        assertThat(exclusion(what).spares("r", List.of(), ANY, writer, NOW))
                .as("the writer's own hash is not known")
                .isEqualTo(spares);
    }

    @Test
    void itEnds() {
        Exclusion exclusion = exclusion("endpoint: build-*");

        assertThat(exclusion.spares("r", List.of(), ANY, TARGET, micros("2027-01-30T23:59:59Z")))
                .isEqualTo(Spares.YES);
        assertThat(exclusion.spares("r", List.of(), ANY, TARGET, micros("2027-01-31T00:00:00Z")))
                .isEqualTo(Spares.NO);
    }

    @Test
    void aWildcardTakesLinearTime() {
        Exclusion exclusion = exclusion("command-line: '" + "*a".repeat(30) + "b'");
        Target long1 = new Target("e", "{e}", 42, 1, "/a", "a".repeat(30_000), null, null);

        assertThat(exclusion.spares("r", List.of(), ANY, long1, NOW)).isEqualTo(Spares.NO);
    }

    private static Exclusion exclusion(String what) {
        PolicyReader.Read read = PolicyReader.read(
                "p.yml", "policy: p\nexclusions: [{" + what + ", owner: o, reason: r, expires: 2027-01-31}]\n");
        assertThat(read.errors()).isEmpty();
        return read.policy().exclusions().get(0);
    }

    private static long micros(String instant) {
        return Instant.parse(instant).toEpochMilli() * 1000;
    }
}
