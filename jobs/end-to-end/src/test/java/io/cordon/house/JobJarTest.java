package io.cordon.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jars that are submitted: one for each job, with what Flink does not bring, and nothing twice. */
class JobJarTest {
    /** The parent POM's project.build.outputTimestamp. */
    private static final LocalDateTime FIXED = LocalDateTime.parse("2026-11-01T00:00:00");

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "detect", "contain"})
    void holdsNoClassTwice(String job) throws IOException {
        assertThat(classes(job)).isNotEmpty().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "detect", "contain"})
    void bringsNothingThatFlinkProvides(String job) throws IOException {
        List<String> flink;
        try (Stream<Path> jars = Files.list(room("lab/flink").resolve("target/lib"))) {
            flink = jars.filter(jar -> jar.getFileName().toString().startsWith("flink-"))
                    .flatMap(jar -> entries(jar).stream())
                    .filter(name -> name.startsWith("org/apache/flink/") && name.endsWith(".class"))
                    .toList();
        }
        assertThat(flink).isNotEmpty();
        assertThat(classes(job)).doesNotContainAnyElementsOf(flink);
        assertThat(classes(job)).noneMatch(name -> name.startsWith("org/slf4j/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "detect", "contain"})
    void holdsNothingOfTheBenchmarks(String job) {
        assertThat(classes(job))
                .noneMatch(name -> name.startsWith("org/apache/flink/cep/"))
                .noneMatch(name -> name.startsWith("io/cordon/benchmarks/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "detect", "contain"})
    void theSameSourcesGiveTheSameBytes(String job) throws IOException {
        try (JarFile jar = new JarFile(jar(job).toFile())) {
            assertThat(jar.stream().filter(entry -> entry.getTimeLocal().isAfter(FIXED)))
                    .as("entries that carry the time of the build")
                    .isEmpty();
        }
    }

    private static List<String> classes(String job) {
        return entries(jar(job)).stream()
                .filter(name -> name.endsWith(".class"))
                .toList();
    }

    private static List<String> entries(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar(String job) {
        return room(job).resolve("target/cordon-" + job + ".jar");
    }

    private static Path room(String name) {
        return Path.of(System.getProperty("cordon.root"), "jobs").resolve(name);
    }
}
