package io.cordon.engine.correlate;

import io.cordon.engine.rule.Feed;
import java.util.List;

/**
 * Which group of which correlation or chain a hit belongs to.
 *
 * @param correlation the id of the correlation or chain; of a rule that asks the fleet's memory, that rule's
 * @param level how many correlations stand on top of each other up to this one: those below speak first; 0 for the fleet's memory
 * @param version its version: another one begins anew
 * @param key the values that it is grouped by; for the memory the artefact's key
 * @param ofChain whether it is a chain that judges it
 */
public record Place(String tenant, String correlation, int level, String version, List<String> key, boolean ofChain) {
    public Place {
        key = List.copyOf(key);
    }

    /** A place that a correlation judges. */
    public Place(String tenant, String correlation, int level, String version, List<String> key) {
        this(tenant, correlation, level, version, key, false);
    }

    /** Whether it is the fleet's memory that judges it. */
    public boolean ofMemory() {
        return level == Feed.OF_MEMORY;
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
