package io.cordon.cli;

import io.cordon.engine.detect.Counter;
import io.cordon.engine.detect.DetectorConfig;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.mapping.Normalized;
import io.cordon.engine.mapping.Normalizer;
import io.cordon.engine.mapping.Origin;
import io.cordon.engine.mapping.Reason;
import io.cordon.engine.match.CompiledRules;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Runs recorded events through the engine, and counts what became of them. */
final class Replay implements EventFiles.Reader {
    private static final String TENANT = "default";

    private final Normalizer normalizer;
    private final HeapEngine engine;
    private final Map<Reason, Long> deadLetters = new EnumMap<>(Reason.class);
    /** The file at hand, and its name, which stands for the endpoint where records name none. */
    private String at = "";

    private String name = "";
    private long read;
    private long mapped;

    Replay(Normalizer normalizer, CompiledRules rules) {
        this.normalizer = normalizer;
        this.engine = new HeapEngine(rules, DetectorConfig.FILES);
    }

    @Override
    public void record(String file, long number, byte[] record) {
        read++;
        if (!file.equals(at)) {
            at = file;
            Path last = Path.of(file).getFileName();
            name = last == null ? file : last.toString();
        }
        Origin origin = new Origin(file + ':' + number, EndpointEvent.ABSENT, name);
        Normalized normalized = normalizer.normalize(TENANT, record, origin);
        if (normalized instanceof Normalized.Mapped one) {
            mapped++;
            engine.process(one.event());
        } else if (normalized instanceof Normalized.Rejected rejected) {
            deadLetters.merge(rejected.reason(), 1L, Long::sum);
        }
    }

    /** Ends the input; the last version of each finding, by time and id. */
    List<Finding> end() {
        return engine.end();
    }

    long read() {
        return read;
    }

    long mapped() {
        return mapped;
    }

    Map<Reason, Long> deadLetters() {
        return deadLetters;
    }

    Map<Counter, Long> counted() {
        return engine.counted();
    }
}
