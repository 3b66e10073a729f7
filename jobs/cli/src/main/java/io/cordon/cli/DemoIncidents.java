package io.cordon.cli;

import io.cordon.engine.incident.Incident;
import io.cordon.engine.incident.Incident.State;
import io.cordon.streaming.wire.IncidentWire;
import io.cordon.wire.IncidentState;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The incidents that detect wrote so far. */
final class DemoIncidents {
    private final Map<String, Incident> last = new HashMap<>();

    void take(io.cordon.wire.Incident incident) {
        if (incident.getState() != IncidentState.unknown) {
            last.put(incident.getId(), IncidentWire.fromWire(incident));
        }
    }

    int size() {
        return standing().size();
    }

    /** Tells them, the gravest first, and how to see one. */
    void tell(ClusterOptions cluster, PrintStream out) {
        standing().forEach(incident -> out.println("incident  " + StoryCommand.line(incident)));
        standing().stream()
                .limit(1)
                .forEach(incident -> out.printf(
                        "its story ./cordon story %s --kafka %s --registry %s%n%n",
                        incident.id(), cluster.kafka, cluster.registry));
    }

    private List<Incident> standing() {
        return last.values().stream()
                .filter(incident -> incident.state() == State.OPEN || incident.state() == State.ENDED)
                .sorted(Comparator.comparing(Incident::score).reversed().thenComparing(Incident::id))
                .toList();
    }
}
