package io.cordon.lab;

import java.nio.file.Path;
import java.util.List;

/** Apicurio, whose memory is its storage: a lab's schemas end with the lab. */
final class Registry {
    private static final String JAR = "jobs/lab/registry/target/registry/apicurio-registry-app-3.0.9-runner.jar";

    private Registry() {}

    static LabProcess start(Path root, LabProcesses processes, int port) {
        return processes.start(
                "registry",
                new Program(
                        List.of(
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Dquarkus.http.host=localhost",
                                "-Dquarkus.http.port=" + port),
                        ClassPath.present(root.resolve(JAR)).toString(),
                        "io.quarkus.runner.GeneratedMain",
                        List.of()));
    }

    static String url(int port) {
        return "http://localhost:" + port + "/apis/ccompat/v7";
    }
}
