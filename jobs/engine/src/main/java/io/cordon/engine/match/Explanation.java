package io.cordon.engine.match;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.ConditionText;
import io.cordon.engine.condition.ConditionText.Line;
import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Judges the parts of a rule's condition one by one: why it holds of an event, or does not. */
public final class Explanation {
    private final Rule rule;
    private final List<Line> lines;
    private final CompiledRules parts;

    public Explanation(Rule rule) {
        this.rule = rule;
        this.lines = ConditionText.lines(rule.condition());
        List<Rule> each = new ArrayList<>();
        each.add(part(rule, "whole", rule.condition()));
        for (int i = 0; i < lines.size(); i++) {
            each.add(part(rule, Integer.toString(i), lines.get(i).condition()));
        }
        this.parts = RuleCompiler.compile("explanation", each, RuleCompiler.Means.NONE);
    }

    private static Rule part(Rule rule, String id, Condition condition) {
        return new Rule(
                id,
                rule.title(),
                rule.language(),
                id,
                rule.level(),
                Rule.Mode.AUDIT,
                List.of(),
                List.of(),
                rule.scope(),
                condition,
                rule.response());
    }

    /** The condition as it was compiled, a line for each part. */
    public List<Line> lines() {
        return lines;
    }

    public Truth whole(Subject subject) {
        return judge("whole", subject);
    }

    /** What a part says of an event, by its line. */
    public Truth part(int line, Subject subject) {
        return judge(Integer.toString(line), subject);
    }

    private Truth judge(String id, Subject subject) {
        Rule one = parts.rule(id);
        return one == null ? Truth.FALSE : parts.judge(one, subject);
    }

    /** How many of the leaves hold; of those below a negation, how many do not. */
    public int held(Subject subject) {
        int held = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isLeaf() && part(i, subject).holds() != isNegated(i)) {
                held++;
            }
        }
        return held;
    }

    private boolean isNegated(int line) {
        boolean negated = false;
        int depth = lines.get(line).depth();
        for (int above = line - 1; above >= 0; above--) {
            if (lines.get(above).depth() < depth) {
                depth = lines.get(above).depth();
                negated ^= lines.get(above).condition() instanceof Condition.Not;
            }
        }
        return negated;
    }

    /** The lines of the predicates that the matcher waits for: without one of them it does not look at the rule. */
    public List<String> waitsFor() {
        return RuleCompiler.needs(rule.condition()).stream()
                .map(condition -> ConditionText.lines(condition).get(0).text())
                .sorted(Comparator.naturalOrder())
                .distinct()
                .toList();
    }
}
