package io.cordon.engine.incident;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Tells whether findings are about processes of one lineage. */
public interface Lines {
    /** Whether a process of the one is the same as one of the other, or its ancestor, or its descendant. */
    boolean meet(Clue one, Clue other);

    /** As endpoints know their processes when they are asked. */
    static Lines of(Function<String, Families> endpoints) {
        return ofKin(endpoint -> endpoints.apply(endpoint).kin());
    }

    /** As a tenant was told where processes stand. */
    static Lines of(IncidentStore store) {
        Map<String, Kin> known = new HashMap<>();
        return ofKin(endpoint -> known.computeIfAbsent(
                endpoint, name -> new Kin(name, entity -> store.links().get(Link.id(name, entity)))));
    }

    private static Lines ofKin(Function<String, Kin> endpoints) {
        return (one, other) -> isAbove(one, other, endpoints) || isAbove(other, one, endpoints);
    }

    private static boolean isAbove(Clue above, Clue below, Function<String, Kin> endpoints) {
        Set<Clue.ProcessId> line = new HashSet<>();
        for (Clue.ProcessId process : below.processes()) {
            endpoints.apply(process.endpoint()).line(process.entity()).stream()
                    .map(entity -> new Clue.ProcessId(process.endpoint(), entity))
                    .forEach(line::add);
        }
        return above.processes().stream().anyMatch(line::contains);
    }
}
