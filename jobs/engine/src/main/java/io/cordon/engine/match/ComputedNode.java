package io.cordon.engine.match;

import io.cordon.engine.condition.Formula;
import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.FieldRef;

/** A condition that is computed; open while a field that it reads may still be filled. */
record ComputedNode(Formula formula) implements Node {
    @Override
    public Truth eval(Scratch scratch) {
        Subject subject = scratch.subject();
        Truth holds = Truth.of(Boolean.TRUE.equals(formula.holds(subject::text)));
        for (FieldRef field : formula.fields()) {
            if (subject.mayFill(field) && subject.text(field) == null) {
                return holds.opened();
            }
        }
        return holds;
    }
}
