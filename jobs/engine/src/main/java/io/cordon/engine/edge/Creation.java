package io.cordon.engine.edge;

import java.util.Comparator;

/**
 * A process's start, as far as an edge may need it.
 *
 * @param entity the sensor's id, or empty
 * @param runs what it runs, as {@link CommandText} writes it
 * @param interactive whether it runs where somebody sits, by its terminal session
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
        boolean interactive,
        String parent,
        long parentPid,
        String parentName,
        String parentRuns) {
    static final Comparator<Creation> ORDER = Comparator.comparing(Creation::seen, Sighting.ORDER);

    String name() {
        return CommandText.fileName(image);
    }
}
