package io.cordon.detect;

import io.cordon.engine.prevalence.Memory;
import io.cordon.streaming.JobOptions;
import picocli.CommandLine.Option;

/** What detect takes beside the options of every job. */
public final class DetectOptions extends JobOptions {
    private static final long serialVersionUID = 1;

    /** For measuring: everything up to the decoded event, and no further. */
    @Option(names = "--discard", hidden = true)
    private boolean discard;

    @Option(
            names = "--memory-days",
            paramLabel = "N",
            description =
                    "On how many days the fleet must have been seen before prevalence is known (${DEFAULT-VALUE}).")
    private int memoryDays = Memory.DEFAULT.days();

    @Option(
            names = "--memory-endpoints",
            paramLabel = "N",
            description = "How many endpoints must have been seen before prevalence is known (${DEFAULT-VALUE}).")
    private int memoryEndpoints = Memory.DEFAULT.endpoints();

    /** When the fleet's memory has grown enough to be asked. */
    public Memory memory() {
        return new Memory(memoryDays, memoryEndpoints);
    }

    public boolean discard() {
        return discard;
    }
}
