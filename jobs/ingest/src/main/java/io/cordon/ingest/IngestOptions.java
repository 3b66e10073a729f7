package io.cordon.ingest;

import io.cordon.engine.mapping.Normalizer;
import io.cordon.schemas.Topics;
import io.cordon.streaming.JobOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of ingest. */
public final class IngestOptions extends JobOptions {
    private static final long serialVersionUID = 1;

    @Option(names = "--from", split = ",", description = "Topics of raw records, named in full; else PREFIXtelemetry.")
    private List<String> from = List.of();

    @Option(names = "--mapping", description = "A YAML file of source mappings, instead of the built-in ones.")
    private transient @Nullable Path mapping;

    private String mappingName = "";
    private String mappingText = "";

    @Override
    protected void check() {
        super.check();
        if (mapping != null) {
            mappingName = mapping.toString();
            mappingText = text(mapping);
            Normalizer.of(mappingName, mappingText);
        }
    }

    List<String> from() {
        return from.isEmpty() ? List.of(topic(Topics.TELEMETRY)) : from;
    }

    Normalizer normalizer() {
        return mappingName.isEmpty() ? Normalizer.builtIn() : Normalizer.of(mappingName, mappingText);
    }
}
