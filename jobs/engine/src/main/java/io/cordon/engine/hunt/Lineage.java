package io.cordon.engine.hunt;

import io.cordon.engine.condition.Anchor;
import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.rule.Rule;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Follows what rules ask of processes, and matches nothing: what matches is asked when all of the lineage is known. */
record Lineage(CompiledRules asked) implements CompiledRules {
    @Override
    public String setId() {
        return asked.setId();
    }

    @Override
    public List<Rule> rules() {
        return asked.rules();
    }

    @Override
    public @Nullable Rule rule(String id) {
        return asked.rule(id);
    }

    @Override
    public List<Rule> lookingBack() {
        return List.of();
    }

    @Override
    public List<Anchor> anchors() {
        return asked.anchors();
    }

    @Override
    public long anchorsId() {
        return asked.anchorsId();
    }

    @Override
    public void match(Subject subject, Matches out) {
        // asked later
    }

    @Override
    public void anchorsOf(Subject subject, BiConsumer<Anchor, Truth> out) {
        asked.anchorsOf(subject, out);
    }

    @Override
    public Truth judge(Rule rule, Subject subject) {
        return asked.judge(rule, subject);
    }

    @Override
    public Truth judge(Anchor anchor, Subject subject) {
        return asked.judge(anchor, subject);
    }
}
