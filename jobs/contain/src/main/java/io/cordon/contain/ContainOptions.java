package io.cordon.contain;

import io.cordon.engine.response.Containment;
import io.cordon.engine.response.ProtectedProcesses;
import io.cordon.streaming.JobOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of contain. */
public final class ContainOptions extends JobOptions {
    private static final long serialVersionUID = 1;

    @Option(names = "--key", required = true, description = "The private key that commands are signed with (PEM).")
    private transient @Nullable Path key;

    @Option(names = "--freshness", defaultValue = "PT5M", description = "How old evidence may be for a kill.")
    private Duration freshness = Containment.FRESHNESS;

    @Option(names = "--protected", description = "A file of further images that are never touched, one path a line.")
    private transient @Nullable Path protectedFile;

    @Option(
            names = "--backfill",
            description = "Judges findings but writes no command: the graph has no sink for them.")
    private boolean backfill;

    private String keyText = "";
    private final List<String> protectedPaths = new ArrayList<>();

    @Override
    protected void check() {
        super.check();
        if (key != null) {
            keyText = text(key);
            try {
                CommandSigner.of(keyText);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("--key " + key + ": " + e.getMessage(), e);
            }
        }
        if (protectedFile != null) {
            text(protectedFile)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(protectedPaths::add);
        }
        if (freshness.isNegative() || freshness.isZero()) {
            throw new IllegalArgumentException("--freshness: expected more than nothing, found " + freshness);
        }
    }

    boolean backfill() {
        return backfill;
    }

    CommandSigner signer() {
        return CommandSigner.of(keyText);
    }

    Containment containment() {
        return new Containment(freshness, ProtectedProcesses.with(protectedPaths));
    }
}
