package io.cordon.engine.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.mapping.Normalized;
import io.cordon.engine.mapping.Normalizer;
import io.cordon.engine.mapping.Origin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Public recordings of attacks and what remote executions are in them, which lie beside the project where they are there at all. */
final class RecordedMovements {
    private static final Path TELEMETRY = Path.of(System.getProperty("cordon.root"), "..", "shared", "telemetry")
            .normalize();
    private static final Normalizer NORMALIZER = Normalizer.builtIn();
    /** Read once while there is room: all recordings are half of the heap that tests have. */
    private static final Map<Path, SoftReference<List<EndpointEvent>>> READ = new HashMap<>();

    private RecordedMovements() {}

    /** A remote execution by what is known of it from outside, entities as they stand in records, in lower case. */
    record Movement(
            String recording,
            List<String> techniques,
            String sourceEndpoint,
            String sourceEntity,
            String sourceText,
            String targetEndpoint,
            String targetEntity,
            String targetText,
            Tier tier) {}

    private static Path shared(String name) {
        Path path = TELEMETRY.resolve(name);
        assumeTrue(Files.exists(path), () -> "did not run: there is no " + path);
        return path;
    }

    static List<Movement> movements() throws IOException {
        return Files.readAllLines(shared("edges.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .map(row -> new Movement(
                        row[0],
                        List.of(row[1].split(",", -1)),
                        row[2].toLowerCase(Locale.ROOT),
                        bare(row[3]),
                        row[4],
                        row[5].toLowerCase(Locale.ROOT),
                        bare(row[6]),
                        row[7],
                        Tier.valueOf(row[11])))
                .toList();
    }

    private static String bare(String guid) {
        return guid.replace("{", "").replace("}", "").toLowerCase(Locale.ROOT);
    }

    /** All recordings by name. */
    static Map<String, Path> recordings() throws IOException {
        Map<String, Path> recordings = new TreeMap<>();
        try (Stream<Path> files = Files.walk(shared("otrf"))) {
            files.filter(file -> file.toString().endsWith(".json.gz"))
                    .forEach(
                            file -> recordings.put(file.getFileName().toString().replace(".json.gz", ""), file));
        }
        return recordings;
    }

    /** A recording's events as they are. */
    static List<EndpointEvent> events(Path recording) throws IOException {
        SoftReference<List<EndpointEvent>> known = READ.get(recording);
        List<EndpointEvent> read = known == null ? null : known.get();
        if (read == null) {
            read = events(recording, UnaryOperator.identity());
            READ.put(recording, new SoftReference<>(read));
        }
        return read;
    }

    /** A recording's events, each record's text changed before it is read; their positions are line numbers. */
    static List<EndpointEvent> events(Path recording, UnaryOperator<String> change) throws IOException {
        List<EndpointEvent> events = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(recording)), UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                Origin origin = new Origin(Integer.toString(number), EndpointEvent.ABSENT, null);
                if (NORMALIZER.normalize("default", change.apply(line).getBytes(UTF_8), origin)
                        instanceof Normalized.Mapped mapped) {
                    events.add(mapped.event());
                }
            }
        }
        return events;
    }
}
