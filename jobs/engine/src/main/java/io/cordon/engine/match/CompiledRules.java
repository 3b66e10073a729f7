package io.cordon.engine.match;

import io.cordon.engine.condition.Anchor;
import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.rule.Rule;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A rule set ready to judge events; shared by all threads. A thread judges one subject at a time: a {@link Subject} must not call
 * back.
 */
public interface CompiledRules {
    /** The set's id: findings name it, and process entries say for which set their lineage holds. */
    String setId();

    List<Rule> rules();

    /** The set's rule of that id, or null. */
    @Nullable
    Rule rule(String id);

    /** The rules that look back: what they begin with must not have happened before. */
    List<Rule> lookingBack();

    /** Every anchor that some rule of the set names. */
    List<Anchor> anchors();

    /** Tells sets of other anchors apart; 0 where there are none. */
    long anchorsId();

    /** Hands over each rule whose condition holds or is still open; a rule that is settled false is not mentioned. */
    void match(Subject subject, Matches out);

    /** Hands over each anchor that the event itself satisfies or may still satisfy. */
    void anchorsOf(Subject subject, BiConsumer<Anchor, Truth> out);

    /** What a rule's condition says of a subject: how an open match is judged anew. */
    Truth judge(Rule rule, Subject subject);

    /** What an anchor's condition says of a subject. */
    Truth judge(Anchor anchor, Subject subject);

    /** Receives the rules that an event may match. */
    interface Matches {
        void accept(Rule rule, Truth truth);
    }
}
