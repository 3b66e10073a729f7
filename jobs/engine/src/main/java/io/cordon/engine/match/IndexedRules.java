package io.cordon.engine.match;

import io.cordon.engine.condition.Anchor;
import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Compiled rules, found by what kind of source an event comes from. */
final class IndexedRules implements CompiledRules {
    private final String setId;
    private final Map<String, Entry> byId;
    private final List<Anchor> anchors;
    private final SourceIndex sources;
    private final Map<Activity, List<AnchorEntry>> anchorsByActivity;
    private final ThreadLocal<Scratch> scratch;

    IndexedRules(
            String setId,
            Map<String, Entry> byId,
            List<Anchor> anchors,
            Map<Activity, List<AnchorEntry>> anchorsByActivity,
            List<FieldRef> fields,
            int memos) {
        this.setId = setId;
        this.byId = byId;
        this.anchors = anchors;
        this.sources = new SourceIndex(byId.values());
        this.anchorsByActivity = anchorsByActivity;
        this.scratch = ThreadLocal.withInitial(() -> new Scratch(fields, memos));
    }

    /** A rule, and the probes without one of which its condition is false; none where it has to be evaluated always. */
    record Entry(Rule rule, Node node, List<SlotProbe> probes) {}

    /** A probe whose field has its place in the scratch, or is {@link #EVERY} field. */
    record SlotProbe(int slot, String text) {
        static final int EVERY = -1;
    }

    record AnchorEntry(Anchor anchor, Node node) {}

    @Override
    public String setId() {
        return setId;
    }

    @Override
    public List<Rule> rules() {
        return byId.values().stream().map(Entry::rule).toList();
    }

    @Override
    public @Nullable Rule rule(String id) {
        Entry entry = byId.get(id);
        return entry == null ? null : entry.rule();
    }

    @Override
    public List<Anchor> anchors() {
        return anchors;
    }

    @Override
    public void match(Subject subject, Matches out) {
        Candidates candidates = sources.of(subject.event());
        if (candidates.isEmpty()) {
            return;
        }
        Scratch own = scratch.get().on(subject);
        Picked picked = own.picked();
        candidates.pick(own, picked);
        for (int i = picked.next(0); i >= 0; i = picked.next(i + 1)) {
            Entry entry = candidates.get(i);
            Truth truth = entry.node.eval(own);
            if (truth != Truth.FALSE) {
                out.accept(entry.rule, truth);
            }
        }
    }

    @Override
    public void anchorsOf(Subject subject, BiConsumer<Anchor, Truth> out) {
        List<AnchorEntry> entries =
                anchorsByActivity.getOrDefault(subject.event().activity(), List.of());
        if (entries.isEmpty()) {
            return;
        }
        Scratch own = scratch.get().on(subject);
        for (AnchorEntry entry : entries) {
            Truth truth = entry.node.eval(own);
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
        return entry.node.eval(scratch.get().on(subject));
    }
}
