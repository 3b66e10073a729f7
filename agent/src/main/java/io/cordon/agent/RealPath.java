package io.cordon.agent;

import java.io.IOException;
import java.nio.file.Path;

/** Where a path leads: links among its folders are followed, one at its end is not. */
public final class RealPath {
    private RealPath() {}

    /** The path without links among its folders, as far as they are there. */
    public static Path of(Path path) {
        Path plain = path.toAbsolutePath().normalize();
        Path name = plain.getFileName();
        Path above = plain.getParent();
        if (name == null || above == null) {
            return plain;
        }
        try {
            return above.toRealPath().resolve(name);
        } catch (IOException e) {
            return of(above).resolve(name);
        }
    }
}
