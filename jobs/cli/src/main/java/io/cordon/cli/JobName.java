package io.cordon.cli;

import java.nio.file.Path;

/** One of Cordon's three Flink jobs. */
public enum JobName {
    ingest,
    detect,
    contain;

    public Path jar() {
        return Project.root().resolve("jobs/" + name() + "/target/cordon-" + name() + ".jar");
    }
}
