package io.cordon.engine.match;

import io.cordon.engine.condition.Anchor;
import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.rule.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Compiled rules, found by what kind of source an event comes from and by what its texts hold. */
final class IndexedRules implements CompiledRules {
    private final String setId;
    private final List<Entry> entries;
    private final List<AnchorEntry> anchorEntries;
    private final Map<String, Entry> byId = new HashMap<>();
    private final Map<Long, AnchorEntry> byAnchor = new HashMap<>();
    private final List<Rule> lookingBack;
    private final long anchorsId;
    private final Sources sources;
    private final @Nullable RuleIndex[] anchorsByActivity;
    private final ThreadLocal<Scratch> scratch;

    IndexedRules(
            String setId,
            List<Entry> entries,
            List<AnchorEntry> anchorEntries,
            Sources sources,
            @Nullable RuleIndex[] anchorsByActivity,
            Supplier<Scratch> scratch) {
        this.setId = setId;
        this.entries = List.copyOf(entries);
        this.anchorEntries = List.copyOf(anchorEntries);
        this.anchorsId = anchorEntries.stream()
                .mapToLong(entry -> entry.anchor.id())
                .sorted()
                .reduce(0, (all, id) -> all * 31 + id);
        this.sources = sources;
        this.anchorsByActivity = anchorsByActivity;
        this.scratch = ThreadLocal.withInitial(scratch);
        anchorEntries.forEach(entry -> byAnchor.put(entry.anchor.id(), entry));
        entries.forEach(entry -> byId.put(entry.rule.id(), entry));
        this.lookingBack = entries.stream()
                .map(Entry::rule)
                .filter(rule -> rule.chain() != null && rule.chain().looksBack())
                .toList();
    }

    record Entry(Rule rule, Node condition) {}

    record AnchorEntry(Anchor anchor, Node condition) {}

    @Override
    public String setId() {
        return setId;
    }

    @Override
    public List<Rule> rules() {
        return entries.stream().map(Entry::rule).toList();
    }

    @Override
    public List<Rule> lookingBack() {
        return lookingBack;
    }

    @Override
    public @Nullable Rule rule(String id) {
        Entry entry = byId.get(id);
        return entry == null ? null : entry.rule();
    }

    @Override
    public List<Anchor> anchors() {
        return anchorEntries.stream().map(AnchorEntry::anchor).toList();
    }

    @Override
    public long anchorsId() {
        return anchorsId;
    }

    @Override
    public void match(Subject subject, Matches out) {
        Scratch own = scratch.get().on(subject);
        EndpointEvent event = subject.event();
        match(sources.byActivity(event), own, event, out);
        match(sources.byService(event), own, event, out);
        match(sources.byProduct(event), own, event, out);
        match(sources.everywhere(), own, event, out);
    }

    /** How many rules are looked at for an event, whether they match or not: what they cost grows with these. */
    int picked(Subject subject) {
        Scratch own = scratch.get().on(subject);
        EndpointEvent event = subject.event();
        return picked(sources.byActivity(event), own)
                + picked(sources.byService(event), own)
                + picked(sources.byProduct(event), own)
                + picked(sources.everywhere(), own);
    }

    private static int picked(@Nullable RuleIndex index, Scratch own) {
        return index == null ? 0 : index.pick(own).size();
    }

    /** A rule's condition as it lies in the pool. */
    @Nullable
    Node condition(String id) {
        Entry entry = byId.get(id);
        return entry == null ? null : entry.condition;
    }

    private void match(@Nullable RuleIndex index, Scratch own, EndpointEvent event, Matches out) {
        if (index == null) {
            return;
        }
        Picked picked = index.pick(own);
        for (int i = 0; i < picked.size(); i++) {
            Entry entry = entries.get(picked.get(i));
            if (entry.rule.scope().admits(event)) {
                Truth truth = entry.condition.eval(own);
                if (truth != Truth.FALSE) {
                    out.accept(entry.rule, truth);
                }
            }
        }
    }

    @Override
    public void anchorsOf(Subject subject, BiConsumer<Anchor, Truth> out) {
        RuleIndex index = anchorsByActivity[Sources.slot(subject.event().activity())];
        if (index == null) {
            return;
        }
        Scratch own = scratch.get().on(subject);
        Picked picked = index.pick(own);
        for (int i = 0; i < picked.size(); i++) {
            AnchorEntry entry = anchorEntries.get(picked.get(i));
            Truth truth = entry.condition.eval(own);
            if (truth != Truth.FALSE) {
                out.accept(entry.anchor, truth);
            }
        }
    }

    @Override
    public Truth judge(Rule rule, Subject subject) {
        Entry entry = byId.get(rule.id());
        if (entry == null || !entry.rule.scope().admits(subject.event())) {
            return Truth.FALSE;
        }
        return entry.condition.eval(scratch.get().on(subject));
    }

    @Override
    public Truth judge(Anchor anchor, Subject subject) {
        AnchorEntry entry = byAnchor.get(anchor.id());
        return entry == null ? Truth.FALSE : entry.condition.eval(scratch.get().on(subject));
    }
}
