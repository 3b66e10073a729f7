package io.cordon.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What is measured. */
final class BenchInputs {
    @Option(
            names = "--rules",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description = "Rules, or folders of them.")
    List<Path> rules = List.of();

    @Option(
            names = "--events",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description = "Events, or folders of them.")
    List<Path> events = List.of();
}
