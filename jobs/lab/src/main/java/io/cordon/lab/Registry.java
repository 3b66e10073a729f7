package io.cordon.lab;

import java.nio.file.Path;
import java.util.List;

/** Apicurio, whose storage is a file: schemas outlive it, and end with the lab's folder. */
final class Registry {
    private static final String JAR = "jobs/lab/registry/target/registry/apicurio-registry-app-3.0.9-runner.jar";

    private Registry() {}

    static Server server(Path root, LabProcesses processes, int port) {
        return new Server("registry", () -> start(root, processes, port), () -> Lab.answers(url(port) + "/subjects"));
    }

    private static LabProcess start(Path root, LabProcesses processes, int port) {
        return processes.start(
                "registry",
                new Program(
                        List.of(
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Dquarkus.http.host=localhost",
                                "-Dquarkus.http.port=" + port,
                                "-Dapicurio.datasource.url=jdbc:h2:file:"
                                        + processes.directory().resolve("schemas")),
                        ClassPath.present(root.resolve(JAR)).toString(),
                        "io.quarkus.runner.GeneratedMain",
                        List.of()));
    }

    static String url(int port) {
        return "http://localhost:" + port + "/apis/ccompat/v7";
    }
}
