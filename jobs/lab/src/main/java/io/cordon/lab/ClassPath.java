package io.cordon.lab;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folders of jars that the build assembled. */
final class ClassPath {
    private ClassPath() {}

    static String jars(Path root, String room) {
        return present(root.resolve("jobs/lab").resolve(room).resolve("target/lib")) + "/*";
    }

    static Path present(Path built) {
        if (!Files.exists(built)) {
            throw new LabException(built + " is missing: build the project first (mvn package -DskipTests)");
        }
        return built.toAbsolutePath();
    }
}
