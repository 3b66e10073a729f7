package io.cordon.streaming.wire;

import io.cordon.engine.incident.Incident;
import io.cordon.engine.rule.Rule;
import io.cordon.wire.IncidentState;
import io.cordon.wire.Level;
import java.util.Locale;

/** Incidents between the engine's type and the contract's. */
public final class IncidentWire {
    private IncidentWire() {}

    public static io.cordon.wire.Incident toWire(Incident incident) {
        return io.cordon.wire.Incident.newBuilder()
                .setTenant(incident.tenant())
                .setId(incident.id())
                .setVersion(incident.version())
                .setState(IncidentState.valueOf(incident.state().name().toLowerCase(Locale.ROOT)))
                .setInto(incident.into())
                .setScore(incident.score())
                .setLevel(Level.valueOf(incident.level().name().toLowerCase(Locale.ROOT)))
                .setTactics(incident.tactics())
                .setTechniques(incident.techniques())
                .setEndpoints(incident.endpoints())
                .setFirst(incident.first())
                .setLast(incident.last())
                .setFindings(incident.findings())
                .setFindingsOmitted(incident.findingsOmitted())
                .setEdges(incident.edges())
                .setEdgesOmitted(incident.edgesOmitted())
                .setTrees(incident.trees())
                .build();
    }

    /** The engine's incident; a state or level of a newer version is refused. */
    public static Incident fromWire(io.cordon.wire.Incident incident) {
        return new Incident(
                incident.getTenant(),
                incident.getId(),
                incident.getVersion(),
                Incident.State.valueOf(incident.getState().name().toUpperCase(Locale.ROOT)),
                incident.getInto(),
                incident.getScore(),
                Rule.Level.valueOf(incident.getLevel().name().toUpperCase(Locale.ROOT)),
                incident.getTactics(),
                incident.getTechniques(),
                incident.getEndpoints(),
                incident.getFirst(),
                incident.getLast(),
                incident.getFindings(),
                incident.getFindingsOmitted(),
                incident.getEdges(),
                incident.getEdgesOmitted(),
                incident.getTrees());
    }
}
