package io.cordon.cli;

import java.nio.file.Path;

/** Where this copy of Cordon lies. */
final class Project {
    private Project() {}

    static Path root() {
        String root = System.getProperty("cordon.root");
        if (root == null) {
            throw new CommandException("start this command with the launcher ./cordon");
        }
        return Path.of(root).toAbsolutePath().normalize();
    }

    /** Where commands leave what the next run needs; not part of the sources. */
    static Path workFolder() {
        return root().resolve(".cordon");
    }
}
