package io.cordon.engine.detect;

import io.cordon.engine.correlate.CorrelateSamples;
import io.cordon.engine.correlate.Group;
import io.cordon.engine.correlate.GroupBytes;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.edge.Connection;
import io.cordon.engine.edge.Connections;
import io.cordon.engine.edge.EdgeSamples;
import io.cordon.engine.edge.Execution;
import io.cordon.engine.edge.KnownEdge;
import io.cordon.engine.edge.Minute;
import io.cordon.engine.edge.Registered;
import io.cordon.engine.edge.Session;
import io.cordon.engine.edge.Trace;
import io.cordon.engine.edge.TraceHeader;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldCatalogue;
import io.cordon.engine.incident.Clue;
import io.cordon.engine.incident.IncidentSamples;
import io.cordon.engine.incident.IncidentStore.Said;
import io.cordon.engine.incident.Link;
import io.cordon.engine.indicator.IndicatorSamples;
import io.cordon.engine.indicator.PersonsVerdict;
import io.cordon.engine.indicator.Recalled;
import io.cordon.engine.indicator.Standing;
import io.cordon.engine.prevalence.HeapSightingStore;
import io.cordon.engine.prevalence.SightedHour;
import io.cordon.engine.prevalence.Sighting;
import io.cordon.engine.prevalence.Sightings;
import io.cordon.engine.rarity.OpenAsk;
import io.cordon.engine.sequence.ChainHead;
import io.cordon.engine.sequence.SequenceSamples;
import io.cordon.engine.tree.EndpointHeader;
import io.cordon.engine.tree.EventIds;
import io.cordon.engine.tree.PidEntry;
import io.cordon.engine.tree.ProcessEntry;
import io.cordon.engine.tree.StartTexts;
import io.cordon.engine.tree.TreeSamples;
import io.cordon.engine.tree.Ways;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value of a kind that is kept in state, for tests of its layout.
 *
 * @param name the kind, and what is set of it
 */
public record StateSample(String name, Writes value, Reads kind) {

    /** A value that is written to state. */
    public interface Writes {
        void write(DataOutput out) throws IOException;
    }

    /** Reads a value from state. */
    public interface Reads {
        Writes read(DataInput in) throws IOException;
    }

    /** One value of each kind with everything set and one with nothing. */
    public static List<StateSample> all() {
        Reads process = in -> ProcessEntry.read(in)::write;
        Reads texts = in -> StartTexts.read(in)::write;
        Reads pid = in -> PidEntry.read(in)::write;
        Reads events = in -> EventIds.read(in)::write;
        Reads header = in -> EndpointHeader.read(in)::write;
        Reads ways = in -> Ways.read(in)::write;
        Reads group = in -> {
            Group read = GroupBytes.read(in);
            return out -> GroupBytes.write(read, out);
        };
        Reads chain = in -> ChainHead.read(in)::write;
        Reads entry = in -> {
            byte[] read = SequenceSamples.rewritten(in);
            return out -> out.write(read);
        };
        Reads chains = in -> ProcessChains.read(in)::write;
        Reads waits = in -> Waiting.read(in)::write;
        Reads match = in -> OpenMatch.read(in)::write;
        Reads hour = in -> SightedHour.read(in)::write;
        Reads ask = in -> OpenAsk.read(in)::write;
        Reads traces = in -> TraceHeader.read(in)::write;
        Reads minute = in -> Minute.read(in)::write;
        Reads session = in -> Session.read(in)::write;
        Reads execution = in -> Execution.read(in)::write;
        Reads registered = in -> Registered.read(in)::write;
        Reads connections = in -> {
            List<Connection> read = Connections.read(in);
            return out -> Connections.write(read, out);
        };
        Reads trace = in -> Trace.read(in)::write;
        Reads edge = in -> KnownEdge.read(in)::write;
        Reads clue = in -> Clue.read(in)::write;
        Reads link = in -> Link.read(in)::write;
        Reads said = in -> Said.read(in)::write;
        Reads standing = in -> Standing.read(in)::write;
        Reads recalled = in -> Recalled.read(in)::write;
        Reads verdict = in -> PersonsVerdict.read(in)::write;
        return List.of(
                new StateSample("ProcessEntry-full", TreeSamples.process()::write, process),
                new StateSample("ProcessEntry-bare", ProcessEntry.of("{p1}")::write, process),
                new StateSample("StartTexts-full", TreeSamples.texts()::write, texts),
                new StateSample("StartTexts-bare", new StartTexts(List.of())::write, texts),
                new StateSample("PidEntry-full", TreeSamples.pid()::write, pid),
                new StateSample("PidEntry-bare", new PidEntry()::write, pid),
                new StateSample("EventIds-full", TreeSamples.events()::write, events),
                new StateSample("EventIds-bare", new EventIds()::write, events),
                new StateSample("EndpointHeader-full", TreeSamples.header()::write, header),
                new StateSample("EndpointHeader-bare", new EndpointHeader()::write, header),
                new StateSample("Ways-full", TreeSamples.ways()::write, ways),
                new StateSample("Ways-bare", new Ways()::write, ways),
                new StateSample("Group-full", out -> GroupBytes.write(CorrelateSamples.group(), out), group),
                new StateSample("Group-bare", out -> GroupBytes.write(CorrelateSamples.emptyGroup(), out), group),
                new StateSample("ChainHead-full", SequenceSamples.head()::write, chain),
                new StateSample("ChainHead-bare", SequenceSamples.emptyHead()::write, chain),
                new StateSample("ChainEntry-hit", SequenceSamples::hit, entry),
                new StateSample("ChainEntry-match", SequenceSamples::match, entry),
                new StateSample("ChainEntry-said", SequenceSamples::said, entry),
                new StateSample("ProcessChains-full", chains()::write, chains),
                new StateSample("ProcessChains-bare", new ProcessChains()::write, chains),
                new StateSample("Waiting-first", new Waiting(CorrelateSamples.hit(), 3)::write, waits),
                new StateSample("OpenMatch-full", fullMatch()::write, match),
                new StateSample("OpenMatch-bare", new OpenMatch(bareEvent())::write, match),
                new StateSample("SightedHour-full", sightedHour()::write, hour),
                new StateSample("SightedHour-bare", new SightedHour()::write, hour),
                new StateSample("OpenAsk-full", openAsk(CorrelateSamples.hit())::write, ask),
                new StateSample("OpenAsk-bare", openAsk(null)::write, ask),
                new StateSample("TraceHeader-full", EdgeSamples.header()::write, traces),
                new StateSample("Minute-full", EdgeSamples.minute()::write, minute),
                new StateSample("Session-full", EdgeSamples.session()::write, session),
                new StateSample("Execution-full", EdgeSamples.execution()::write, execution),
                new StateSample("Execution-bare", EdgeSamples.bareExecution()::write, execution),
                new StateSample("Registered-full", EdgeSamples.registered()::write, registered),
                new StateSample(
                        "Connections-full", out -> Connections.write(EdgeSamples.connections(), out), connections),
                new StateSample("Trace-caller", EdgeSamples.caller()::write, trace),
                new StateSample("Trace-called", EdgeSamples.called()::write, trace),
                new StateSample("KnownEdge-full", EdgeSamples.edge()::write, edge),
                new StateSample("KnownEdge-bare", KnownEdge.NONE::write, edge),
                new StateSample("Clue-full", IncidentSamples.clue()::write, clue),
                new StateSample("Clue-bare", IncidentSamples.bareClue()::write, clue),
                new StateSample("Link-full", IncidentSamples.link()::write, link),
                new StateSample("Link-bare", IncidentSamples.bareLink()::write, link),
                new StateSample("Said-full", IncidentSamples.said()::write, said),
                new StateSample("Standing-full", IndicatorSamples.standing()::write, standing),
                new StateSample("Recalled-full", IndicatorSamples.recalled()::write, recalled),
                new StateSample("PersonsVerdict-full", IndicatorSamples.verdict()::write, verdict));
    }

    private static SightedHour sightedHour() {
        HeapSightingStore store = new HeapSightingStore();
        for (int i = 0; i <= SightedHour.MOST; i++) {
            new Sightings(store).see(new Sighting("h" + i, i, i == 0 ? null : "{p" + i + "}"), 100 + i);
        }
        return Objects.requireNonNull(store.hour(0));
    }

    private static OpenAsk openAsk(@Nullable Hit told) {
        return new OpenAsk(CorrelateSamples.hit(), told != null, told, told == null ? 0 : 3);
    }

    private static ProcessChains chains() {
        ProcessChains chains = new ProcessChains();
        chains.add(CorrelateSamples.hit().share().place());
        return chains;
    }

    private static OpenMatch fullMatch() {
        EndpointEvent.Builder event = bareEvent().toBuilder()
                .tenant("acme")
                .recordTime(1_714_564_800_250_000L)
                .appendTime(1_714_564_800_900_000L)
                .product("windows")
                .service("sysmon")
                .provider("Microsoft-Windows-Sysmon")
                .code(1)
                .recordNumber(42)
                .activity(Activity.PROCESS_START)
                .process("{p1}", 4711)
                .parent("{p0}", 815)
                .target("{p9}", 9)
                .field("Büro", "🚀")
                .field("Another", "");
        for (Column column : Column.values()) {
            event.column(column, FieldCatalogue.builtIn().ecs(column));
        }
        OpenMatch match = new OpenMatch(event.build());
        match.isDecided = true;
        match.positions.add("telemetry/1/7");
        match.said.put("r-1", new OpenMatch.Said(2, -17, 99));
        match.said.put("r-2", OpenMatch.Said.NOTHING);
        match.fed.put("r-1", List.of(CorrelateSamples.hit()));
        return match;
    }

    private static EndpointEvent bareEvent() {
        return EndpointEvent.builder()
                .endpoint("h1")
                .id("e1")
                .time(1_714_564_800_000_000L, Clock.UTC)
                .position("telemetry/0/5")
                .build();
    }

    /** The value as today's code writes it. */
    public byte[] bytes() throws IOException {
        return bytes(value);
    }

    /** The version that a layout's bytes begin with. */
    public static int version(byte[] bytes) {
        return bytes[0];
    }

    /** What was written by some version, read and written by today's code. */
    public byte[] rewritten(byte[] written) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(written);
        Writes read = kind.read(new DataInputStream(in));
        if (in.available() > 0) {
            throw new IOException(in.available() + " bytes of " + name + " were not read");
        }
        return bytes(read);
    }

    private static byte[] bytes(Writes value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        value.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return name;
    }
}
