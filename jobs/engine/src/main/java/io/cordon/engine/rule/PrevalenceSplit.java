package io.cordon.engine.rule;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.Predicate;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.prevalence.ArtefactKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A condition, parted into what an event says and what the fleet's memory is asked then: the endpoint knows the one, another task, by the
 * artefact, the other.
 */
record PrevalenceSplit(Condition ofEvent, @Nullable PrevalenceTest ofMemory) {
    /** @param refuse makes a refusal of what was expected */
    static PrevalenceSplit of(Condition condition, Function<String, RuleRefusedException> refuse)
            throws RuleRefusedException {
        List<Condition> ofEvent = new ArrayList<>();
        List<Condition> ofMemory = new ArrayList<>();
        Set<ArtefactKind> kinds = new LinkedHashSet<>();
        for (Condition part : conjuncts(condition).toList()) {
            List<FieldRef> asked =
                    fields(part).filter(PrevalenceTest::isAsked).distinct().toList();
            if (asked.isEmpty()) {
                ofEvent.add(part);
                continue;
            }
            if (!isOfMemory(part)) {
                throw refuse.apply("expected " + asked.get(0).key()
                        + " compared with a number, joined by 'and' to whatever is asked of the event");
            }
            ofMemory.add(part);
            for (FieldRef field : asked) {
                ArtefactKind kind = PrevalenceTest.kind(field);
                if (kind == null) {
                    throw refuse.apply(
                            "expected one of " + String.join(", ", PrevalenceTest.fields()) + ", found " + field.key());
                }
                kinds.add(kind);
            }
        }
        if (kinds.size() > 1) {
            throw refuse.apply("expected one of the fields cordon.prevalence.… in a rule, found those of " + kinds);
        }
        return kinds.isEmpty()
                ? new PrevalenceSplit(condition, null)
                : new PrevalenceSplit(
                        new Condition.All(ofEvent),
                        new PrevalenceTest(kinds.iterator().next(), new Condition.All(ofMemory)));
    }

    /** Refuses a condition that asks the memory where nothing can. */
    static void requireNone(Condition condition, String where, Function<String, RuleRefusedException> refuse)
            throws RuleRefusedException {
        FieldRef asked =
                fields(condition).filter(PrevalenceTest::isAsked).findFirst().orElse(null);
        if (asked != null) {
            throw refuse.apply("expected no " + asked.key() + " in " + where);
        }
    }

    private static Stream<Condition> conjuncts(Condition condition) {
        return condition instanceof Condition.All all
                ? all.parts().stream().flatMap(PrevalenceSplit::conjuncts)
                : Stream.of(condition);
    }

    /** Whether the condition asks nothing but the memory. */
    private static boolean isOfMemory(Condition condition) {
        if (condition instanceof Condition.Test test) {
            return PrevalenceTest.isAsked(test.field()) && PrevalenceTest.isOfNumbers(test.predicate());
        }
        if (condition instanceof Condition.Computed computed) {
            return computed.formula().fields().stream().allMatch(PrevalenceTest::isAsked);
        }
        return !parts(condition).isEmpty() && parts(condition).stream().allMatch(PrevalenceSplit::isOfMemory);
    }

    private static Stream<FieldRef> fields(Condition condition) {
        if (condition instanceof Condition.Test test) {
            return test.predicate() instanceof Predicate.OtherField other
                    ? Stream.of(test.field(), other.other())
                    : Stream.of(test.field());
        }
        if (condition instanceof Condition.Computed computed) {
            return computed.formula().fields().stream();
        }
        if (condition instanceof Condition.OfKin kin) {
            return fields(kin.anchor().condition());
        }
        return parts(condition).stream().flatMap(PrevalenceSplit::fields);
    }

    private static List<Condition> parts(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all.parts();
        }
        if (condition instanceof Condition.Any any) {
            return any.parts();
        }
        if (condition instanceof Condition.AtLeast some) {
            return some.parts();
        }
        return condition instanceof Condition.Not not ? List.of(not.part()) : List.of();
    }
}
