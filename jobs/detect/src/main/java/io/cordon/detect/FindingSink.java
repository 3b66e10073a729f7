package io.cordon.detect;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.CorrelationSink;
import io.cordon.engine.detect.Counter;
import io.cordon.engine.detect.Sink;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.incident.Clue;
import io.cordon.engine.incident.Clues;
import io.cordon.engine.prevalence.Artefact;
import io.cordon.engine.prevalence.Shown;
import io.cordon.engine.rarity.RaritySink;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.streaming.JobOptions;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.wire.FindingWire;
import java.util.function.Consumer;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Encodes what the engine says, findings for their topic and for incidents and contributions for the next stage, and counts it. */
final class FindingSink implements Sink, CorrelationSink, RaritySink {
    private final SchemaCoder<io.cordon.wire.Finding> coder;
    private final DetectMetrics metrics;
    private final Consumer<String> mentioned;
    private @Nullable Collector<KeyedBytes> out;
    private @Nullable SideOutput side;

    /** Flink's side outputs, which every kind of its contexts has by itself. */
    interface SideOutput {
        void output(OutputTag<KeyedBytes> tag, KeyedBytes record);
    }

    FindingSink(JobOptions options, DetectMetrics metrics) {
        this(options, metrics, entity -> {});
    }

    /** @param mentioned hears of each process of which something is said */
    FindingSink(JobOptions options, DetectMetrics metrics, Consumer<String> mentioned) {
        this.metrics = metrics;
        this.mentioned = mentioned;
        this.coder = new SchemaCoder<>(
                SchemaRegistry.of(options.registry()),
                options.topic(Topics.FINDINGS),
                io.cordon.wire.Finding.class,
                metrics::registryWaited);
    }

    FindingSink to(Collector<KeyedBytes> collector, SideOutput contributions) {
        out = collector;
        side = contributions;
        return this;
    }

    @Override
    public void finding(Finding finding) {
        if (out == null || side == null) {
            throw new IllegalStateException("no collector");
        }
        io.cordon.wire.Finding wire = FindingWire.toWire(finding);
        metrics.finding(wire.getAppendTime(), finding.state() == Finding.State.RETRACTED);
        out.collect(new KeyedBytes(finding.id(), coder.encode(wire)));
        // How rare it is, the fleet's memory says later of its processes.
        Clue clue = Clues.of(finding, null);
        side.output(
                Tellings.tag(),
                clue == null
                        ? Tellings.gone(finding.tenant(), finding.id())
                        : Tellings.clue(finding.tenant(), clue, wire.getAppendTime()));
        finding.evidence().forEach(this::mention);
    }

    @Override
    public void contribution(Contribution contribution) {
        if (side == null) {
            throw new IllegalStateException("no side output");
        }
        mention(contribution.hit().evidence());
        if (contribution.place().ofMemory()) {
            Artefact artefact = Artefact.ofKey(contribution.place().key().get(0));
            side.output(Recollections.tag(artefact), Recollections.encode(contribution));
        } else {
            side.output(Contributions.tag(contribution.place().level()), Contributions.encode(contribution));
        }
    }

    private void mention(Evidence evidence) {
        if (evidence.entity() != null) {
            mentioned.accept(evidence.entity());
        }
    }

    @Override
    public boolean remembers() {
        return true;
    }

    @Override
    public void shown(Shown shown) {
        if (side == null) {
            throw new IllegalStateException("no side output");
        }
        side.output(Recollections.tag(shown.artefact()), Recollections.encode(shown));
    }

    @Override
    public void rated(String tenant, String endpoint, String entity, double rarity) {
        if (side == null) {
            throw new IllegalStateException("no side output");
        }
        side.output(Tellings.tag(), Tellings.rated(tenant, endpoint, entity, rarity));
    }

    @Override
    public void cut() {
        metrics.counted(Counter.SIGHTINGS_CUT);
    }

    @Override
    public void counted(Counter counter) {
        metrics.counted(counter);
    }

    @Override
    public void late() {
        metrics.counted(Counter.HIT_LATE);
    }

    @Override
    public void dropped() {
        metrics.counted(Counter.HITS_CUT);
    }
}
