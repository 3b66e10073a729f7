package io.cordon.engine.correlate;

import java.util.List;

/**
 * Which group of which correlation a hit belongs to.
 *
 * @param correlation the id of the correlation
 * @param level how many correlations stand on top of each other up to this one: those below speak first
 * @param version its version: another one begins anew
 * @param key the values that it is grouped by
 */
public record Place(String tenant, String correlation, int level, String version, List<String> key) {
    public Place {
        key = List.copyOf(key);
    }

    /** The place as a text that no other place has. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (String part : List.of(tenant, correlation, version)) {
            text.append(part.length()).append(':').append(part);
        }
        for (String part : key) {
            text.append(part.length()).append(':').append(part);
        }
        return text.toString();
    }
}
