package io.cordon.engine.incident;

import io.cordon.engine.event.Bytes;
import io.cordon.engine.incident.Fact.Kind;
import io.cordon.engine.rule.Rule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fact, and the processes that it is about: in which trees they stand is asked when it is needed, for that may still change.
 *
 * @param fact without what its processes hang on
 * @param processes whose trees it hangs on; of a finding also whose sessions
 * @param caller the process from which an edge came, or null
 * @param lead what a finding has to say for indicators; null of an edge
 */
public record Clue(
        Fact fact,
        List<ProcessId> processes,
        @Nullable ProcessId caller,
        @Nullable Lead lead) {
    private static final int VERSION = 2;
    private static final int WITHOUT_LEAD = 1;

    /** A process by its entity. */
    public record ProcessId(String endpoint, String entity) {}

    public Clue {
        processes = List.copyOf(processes);
    }

    Clue(Fact fact, List<ProcessId> processes, @Nullable ProcessId caller) {
        this(fact, processes, caller, null);
    }

    /** One whose fact says all. */
    static Clue of(Fact fact) {
        return new Clue(fact, List.of(), null);
    }

    public String id() {
        return fact.id();
    }

    /** All processes that it is about. */
    Stream<ProcessId> about() {
        return Stream.concat(processes.stream(), Stream.ofNullable(caller));
    }

    /** The fact, with the trees in which its processes stand. */
    Fact placed(Function<String, Kin> endpoints) {
        if (processes.isEmpty() && caller == null) {
            return fact;
        }
        Set<String> trees = new TreeSet<>(fact.trees());
        Set<String> sessions = new TreeSet<>(fact.sessions());
        for (ProcessId process : processes) {
            Kin kin = endpoints.apply(process.endpoint());
            trees.add(kin.treeOf(process.entity()));
            if (fact.isFinding()) {
                sessions.addAll(kin.sessions(process.entity()));
            }
        }
        if (caller == null || endpoints.apply(caller.endpoint()).isShared(caller.entity())) {
            return fact.hanging(List.copyOf(trees), List.copyOf(sessions), fact.caller());
        }
        trees.add(endpoints.apply(caller.endpoint()).treeOf(caller.entity()));
        return fact.hanging(List.copyOf(trees), List.copyOf(sessions), "");
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        Bytes.text(out, fact.id());
        Bytes.text(out, fact.kind().name());
        Bytes.text(out, fact.of());
        out.writeLong(fact.first());
        out.writeLong(fact.time());
        Bytes.texts(out, fact.trees());
        Bytes.texts(out, fact.sessions());
        Bytes.text(out, fact.caller());
        out.writeLong(fact.called());
        Bytes.texts(out, fact.endpoints());
        Bytes.text(out, fact.level().name());
        Bytes.texts(out, fact.tactics());
        Bytes.texts(out, fact.techniques());
        out.writeBoolean(fact.rarity() != null);
        out.writeDouble(fact.rarity() == null ? 0 : fact.rarity());
        out.writeInt(processes.size());
        for (ProcessId process : processes) {
            write(out, process);
        }
        out.writeBoolean(caller != null);
        if (caller != null) {
            write(out, caller);
        }
        out.writeBoolean(lead != null);
        if (lead != null) {
            lead.write(out);
        }
    }

    private static void write(DataOutput out, ProcessId process) throws IOException {
        Bytes.text(out, process.endpoint());
        Bytes.text(out, process.entity());
    }

    public static Clue read(DataInput in) throws IOException {
        int version = Bytes.version(in, WITHOUT_LEAD, VERSION);
        Fact fact = fact(in);
        List<ProcessId> processes = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            processes.add(process(in));
        }
        ProcessId caller = in.readBoolean() ? process(in) : null;
        boolean hasLead = version > WITHOUT_LEAD && in.readBoolean();
        return new Clue(fact, processes, caller, hasLead ? Lead.read(in) : null);
    }

    private static Fact fact(DataInput in) throws IOException {
        String id = Bytes.text(in);
        Kind kind = Kind.valueOf(Bytes.text(in));
        String of = Bytes.text(in);
        long first = in.readLong();
        long time = in.readLong();
        List<String> trees = Bytes.texts(in);
        List<String> sessions = Bytes.texts(in);
        String caller = Bytes.text(in);
        long called = in.readLong();
        List<String> endpoints = Bytes.texts(in);
        Rule.Level level = Rule.Level.valueOf(Bytes.text(in));
        List<String> tactics = Bytes.texts(in);
        List<String> techniques = Bytes.texts(in);
        boolean isRarityKnown = in.readBoolean();
        double rarity = in.readDouble();
        return new Fact(
                id,
                kind,
                of,
                first,
                time,
                trees,
                sessions,
                caller,
                called,
                endpoints,
                level,
                tactics,
                techniques,
                isRarityKnown ? rarity : null);
    }

    private static ProcessId process(DataInput in) throws IOException {
        return new ProcessId(Bytes.text(in), Bytes.text(in));
    }
}
