package io.cordon.cli;

import picocli.CommandLine.Command;

/** Commands that measure Cordon on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measure Cordon on this machine.",
        subcommands = {
            BenchPipelineCommand.class,
            BenchMatchCommand.class,
            BenchReplayCommand.class,
            BenchContainmentCommand.class,
            BenchFloodCommand.class
        })
final class BenchCommand {}
