package io.cordon.engine.rule;

import io.cordon.engine.event.FieldRef;
import io.cordon.engine.prevalence.ArtefactKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule's match hands to a correlation or a chain.
 *
 * @param correlation the id of the correlation or chain
 * @param level how many correlations stand on top of each other up to this one, itself included
 * @param part which of the correlation's rules, or of the chain's steps, it stands for, from 0
 * @param keys what of the event it is grouped by
 * @param values the fields whose values, each with the others, are counted; none where events are
 * @param next what the correlation's own finding hands on to others, read from the same event
 * @param asks the kind of artefact that the fleet's memory is asked about, or null where no memory is asked
 */
public record Feed(
        String correlation,
        int level,
        int part,
        Keys keys,
        List<FieldRef> values,
        List<Feed> next,
        @Nullable ArtefactKind asks) {

    /** The level of what the fleet's memory is asked: it speaks before any correlation. */
    public static final int OF_MEMORY = 0;

    /** What is handed to a correlation or a chain. */
    public Feed(String correlation, int level, int part, Keys keys, List<FieldRef> values, List<Feed> next) {
        this(correlation, level, part, keys, values, next, null);
    }

    /** What the memory is asked about a kind of artefact, before a rule's match is one. */
    static Feed asking(ArtefactKind kind, String rule, List<Feed> next) {
        return new Feed(rule, OF_MEMORY, 0, Keys.ofFields(List.of()), List.of(), next, kind);
    }

    public Feed {
        values = List.copyOf(values);
        next = List.copyOf(next);
    }
}
