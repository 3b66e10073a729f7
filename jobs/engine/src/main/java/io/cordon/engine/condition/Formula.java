package io.cordon.engine.condition;

import io.cordon.engine.event.FieldRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition that is computed from fields' texts; two with the same text are equal. */
public interface Formula {
    /** It as it is written, in one spelling: anchors in state are named by it. */
    String text();

    /** Every field that it may read. */
    List<FieldRef> fields();

    /** Whether it holds; null where what it would need is not there. */
    @Nullable
    Boolean holds(Texts texts);

    /** The texts of an event's fields. */
    interface Texts {
        @Nullable
        String of(FieldRef field);
    }
}
