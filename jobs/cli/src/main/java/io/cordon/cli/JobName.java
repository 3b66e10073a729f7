package io.cordon.cli;

import java.nio.file.Path;

/** One of Cordon's three Flink jobs. */
enum JobName {
    ingest,
    detect,
    contain;

    Path jar() {
        return Project.root().resolve("jobs/" + name() + "/target/cordon-" + name() + ".jar");
    }
}
