package io.cordon.streaming.wire;

import io.cordon.engine.edge.Edge;
import io.cordon.engine.edge.Mechanism;
import io.cordon.engine.edge.Sighting;
import io.cordon.engine.edge.Tier;
import io.cordon.engine.edge.Trace.Started;
import io.cordon.engine.event.Clock;
import io.cordon.wire.EdgeSource;
import io.cordon.wire.EdgeState;
import io.cordon.wire.EdgeTarget;
import io.cordon.wire.StartedProcess;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Edges between the engine's type and the contract's. */
public final class EdgeWire {
    private EdgeWire() {}

    /**
     * A version of an edge.
     *
     * @param edge for one that was retracted, what was last thought
     */
    public static io.cordon.wire.Edge toWire(Edge edge, int version, boolean isRetracted) {
        return io.cordon.wire.Edge.newBuilder()
                .setTenant(edge.tenant())
                .setId(edge.id())
                .setVersion(version)
                .setState(isRetracted ? EdgeState.retracted : EdgeState.standing)
                .setMechanism(io.cordon.wire.Mechanism.valueOf(lower(edge.mechanism())))
                .setTechniques(edge.techniques())
                .setTier(io.cordon.wire.Tier.valueOf(lower(edge.tier())))
                .setPassesLineage(edge.passesLineage())
                .setSource(new EdgeSource(
                        edge.source().endpoint(),
                        edge.source().address(),
                        edge.source().process(),
                        edge.source().image()))
                .setTarget(new EdgeTarget(
                        edge.target().endpoint(),
                        edge.target().object(),
                        edge.target().started().stream()
                                .map(one -> new StartedProcess(sighting(one.seen()), one.process(), one.image()))
                                .toList()))
                .setKeys(edge.keys())
                .setClockOffset(edge.offset().isPresent() ? edge.offset().getAsLong() : null)
                .setEvidence(edge.evidence().stream().map(EdgeWire::sighting).toList())
                .build();
    }

    private static io.cordon.wire.Sighting sighting(Sighting seen) {
        return new io.cordon.wire.Sighting(seen.event(), seen.position(), seen.endpoint(), seen.time());
    }

    /** The engine's edge; a mechanism or tier of a newer version is refused. */
    public static Edge fromWire(io.cordon.wire.Edge edge) {
        EdgeSource source = edge.getSource();
        EdgeTarget target = edge.getTarget();
        Long offset = edge.getClockOffset();
        return new Edge(
                edge.getTenant(),
                edge.getId(),
                Mechanism.valueOf(upper(edge.getMechanism())),
                List.copyOf(edge.getTechniques()),
                Tier.valueOf(upper(edge.getTier())),
                new Edge.Source(source.getEndpoint(), source.getAddress(), source.getEntity(), source.getImage()),
                new Edge.Target(
                        target.getEndpoint(),
                        target.getObject(),
                        target.getStarted().stream()
                                .map(one -> new Started(sighting(one.getSeen()), one.getEntity(), one.getImage()))
                                .toList()),
                List.copyOf(edge.getKeys()),
                offset == null ? OptionalLong.empty() : OptionalLong.of(offset),
                edge.getEvidence().stream().map(EdgeWire::sighting).toList());
    }

    private static Sighting sighting(io.cordon.wire.Sighting seen) {
        return new Sighting(seen.getEvent(), seen.getPosition(), seen.getEndpoint(), seen.getTime(), Clock.UTC);
    }

    private static String lower(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }

    private static String upper(Enum<?> symbol) {
        return symbol.name().toUpperCase(Locale.ROOT);
    }
}
