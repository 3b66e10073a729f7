package io.cordon.detect;

import io.cordon.streaming.JobOptions;
import picocli.CommandLine.Option;

/** What detect takes beside the options of every job. */
public final class DetectOptions extends JobOptions {
    private static final long serialVersionUID = 1;

    /** For measuring: everything up to the decoded event, and no further. */
    @Option(names = "--discard", hidden = true)
    private boolean discard;

    public boolean discard() {
        return discard;
    }
}
