package io.cordon.engine.rule;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.rule.Chain.Kind;
import io.cordon.engine.rule.Chain.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a rule of several events: one that judges, with a hidden one for each step. */
public final class ChainRules {
    private final Rule head;
    private final Kind kind;
    private final List<Step> steps = new ArrayList<>();
    private @Nullable Duration span;
    private @Nullable Rule until;

    private ChainRules(Rule head, Kind kind) {
        this.head = head;
        this.kind = kind;
    }

    /**
     * Begins a rule.
     *
     * @param head what the rule says of itself; its scope and condition have no meaning
     */
    public static ChainRules of(Rule head, Kind kind) {
        return new ChainRules(head, kind);
    }

    /** What one event must be, and the values that it has in common with the others, in the order in which all say them. */
    public record Clause(Scope scope, Condition condition, Keys keys) {}

    /** Adds a step. */
    public ChainRules step(Clause clause, boolean missing, int runs, boolean fork) {
        steps.add(new Step(hidden(clause, steps.size(), Integer.toString(steps.size() + 1)), missing, runs, fork));
        return this;
    }

    public ChainRules step(Clause clause) {
        return step(clause, false, 1, false);
    }

    public ChainRules missing(Clause clause) {
        return step(clause, true, 1, false);
    }

    /** What ends all that is open; after the steps. */
    public ChainRules until(Clause clause) {
        until = hidden(clause, steps.size(), "until");
        return this;
    }

    /** How long all of it may take: {@code maxspan}, or how long an open match is kept without one. */
    public ChainRules span(Duration longest) {
        span = longest;
        return this;
    }

    public Rule rule() {
        return head.judging(new Chain(kind, steps, span == null ? Chain.RETENTION : span, until));
    }

    /** A rule of a step, with an id that no author writes. */
    private Rule hidden(Clause clause, int part, String name) {
        Feed feed = new Feed(head.id(), 1, part, clause.keys(), List.of(), List.of());
        return head.named(head.id() + '\u001f' + name)
                .looking(clause.scope(), clause.condition())
                .feeding(List.of(feed), false);
    }
}
