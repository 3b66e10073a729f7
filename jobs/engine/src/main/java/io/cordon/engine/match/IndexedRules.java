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

    record Entry(Rule rule, Node node) {}

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
        List<Entry> entries = sources.of(subject.event());
        if (entries.isEmpty()) {
            return;
        }
        Scratch own = scratch.get().on(subject);
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
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
