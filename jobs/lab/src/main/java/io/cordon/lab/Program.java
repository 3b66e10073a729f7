package io.cordon.lab;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java program as the lab starts it.
 *
 * @param options the JVM's
 * @param main the name of its main class
 */
record Program(List<String> options, String classPath, String main, List<String> arguments) {
    Program {
        options = List.copyOf(options);
        arguments = List.copyOf(arguments);
    }

    /** The command line of a process that runs it on a {@link Tether}. */
    List<String> command(Path temporary) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(options);
        command.addAll(List.of("-cp", classPath + File.pathSeparator + tether()));
        command.add(Tether.class.getName());
        command.add(main);
        command.addAll(arguments);
        return command;
    }

    /** The class path entry that holds the tether. */
    private static Path tether() {
        try {
            return Path.of(Tether.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e); // class loaders escape what is not of a URI
        }
    }
}
