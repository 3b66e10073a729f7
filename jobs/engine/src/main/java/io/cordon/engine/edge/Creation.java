package io.cordon.engine.edge;

import java.util.Comparator;

/**
 * A process's start, as far as an edge may need it.
 *
 * @param entity the sensor's id, or empty
 * @param runs what it runs, as {@link CommandText} writes it
 * @param parent the parent's id, or empty
 * @param parentName the file name of the parent's image
 */
public record Creation(
        Sighting seen,
        String entity,
        long pid,
        String image,
        String runs,
        String session,
        String parent,
        long parentPid,
        String parentName,
        String parentRuns) {
    static final Comparator<Creation> ORDER = Comparator.comparing(Creation::seen, Sighting.ORDER);

    String name() {
        return CommandText.fileName(image);
    }
}
