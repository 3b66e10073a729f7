package io.cordon.engine.edge;

import java.util.ArrayList;
import java.util.List;

/** Objects of one name, or that start the same: their executions, and when what has the name was deleted. */
public record Registered(List<String> executions, List<Sighting> deletions) {
    static Registered empty() {
        return new Registered(new ArrayList<>(), new ArrayList<>());
    }
}
