package io.cordon.streaming.wire;

import io.cordon.engine.tree.Crossed;
import io.cordon.engine.tree.Crossings;
import io.cordon.engine.tree.Graft;
import io.cordon.engine.tree.Way;
import io.cordon.wire.CrossedAnchor;
import io.cordon.wire.GraftKind;
import java.util.ArrayList;
import java.util.List;

/** What passes over edges, between the engine's types and the contract's. */
public final class GraftWire {
    private GraftWire() {}

    /** The key of a way's record: it is for its source's endpoint. */
    public static String key(Way way) {
        return way.tenant() + '/' + way.endpoint();
    }

    /** The key of a graft's record: it is for its target's endpoint. */
    public static String key(Graft graft) {
        return graft.tenant() + '/' + graft.endpoint();
    }

    public static io.cordon.wire.Graft toWire(Way way) {
        return io.cordon.wire.Graft.newBuilder()
                .setTenant(way.tenant())
                .setKind(GraftKind.way)
                .setEdge(way.edge())
                .setSourceEndpoint(way.endpoint())
                .setSource(way.process())
                .setTargetEndpoint(way.target())
                .setProcesses(way.started())
                .setMoment(way.moment())
                .setOffset(way.offset())
                .build();
    }

    public static io.cordon.wire.Graft toWire(Graft graft) {
        List<CrossedAnchor> crossed = new ArrayList<>();
        graft.crossings()
                .since()
                .forEach((one, since) -> crossed.add(
                        new CrossedAnchor(one.anchor(), one.endpoint(), one.process(), one.edges(), since)));
        return io.cordon.wire.Graft.newBuilder()
                .setTenant(graft.tenant())
                .setKind(GraftKind.lineage)
                .setEdge(graft.edge())
                .setSourceEndpoint(graft.sourceEndpoint())
                .setSource(graft.source())
                .setTargetEndpoint(graft.endpoint())
                .setProcesses(List.of(graft.process()))
                .setCrossed(crossed)
                .build();
    }

    /** Of a record for an edge's source. */
    public static Way way(io.cordon.wire.Graft record) {
        return new Way(
                record.getTenant(),
                record.getEdge(),
                record.getSourceEndpoint(),
                record.getSource(),
                record.getTargetEndpoint(),
                record.getProcesses(),
                record.getMoment(),
                record.getOffset());
    }

    /** Of a record for an edge's target. */
    public static Graft graft(io.cordon.wire.Graft record) {
        Crossings crossings = Crossings.NONE;
        for (CrossedAnchor one : record.getCrossed()) {
            Crossed crossed = new Crossed(one.getAnchor(), one.getEndpoint(), one.getProcess(), one.getEdges());
            crossings = crossings.with(crossed, one.getSince());
        }
        return new Graft(
                record.getTenant(),
                record.getEdge(),
                record.getSourceEndpoint(),
                record.getSource(),
                record.getTargetEndpoint(),
                record.getProcesses().get(0),
                crossings);
    }
}
