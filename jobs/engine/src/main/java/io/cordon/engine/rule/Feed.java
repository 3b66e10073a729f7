package io.cordon.engine.rule;

import io.cordon.engine.event.FieldRef;
import java.util.List;

/**
 * What a rule's match hands to a correlation or a chain.
 *
 * @param correlation the id of the correlation or chain
 * @param level how many correlations stand on top of each other up to this one, itself included
 * @param part which of the correlation's rules, or of the chain's steps, it stands for, from 0
 * @param keys what of the event it is grouped by
 * @param values the fields whose values, each with the others, are counted; none where events are
 * @param next what the correlation's own finding hands on to others, read from the same event
 */
public record Feed(String correlation, int level, int part, Keys keys, List<FieldRef> values, List<Feed> next) {
    public Feed {
        values = List.copyOf(values);
        next = List.copyOf(next);
    }
}
