package io.cordon.engine.correlate;

import io.cordon.engine.finding.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a match means to a correlation.
 *
 * @param part which of the correlation's rules matched, from 0
 * @param value of the field whose values are measured, or null where the event has none; for a chain, where the event stands in its
 *     channel
 * @param target whom the correlation's response means, should this match be the one that completes it; or null
 * @param targetNote why there is no target, or empty
 * @param onward what it means to the correlations on top of this one
 */
public record Share(
        Place place,
        int part,
        @Nullable String value,
        @Nullable Target target,
        String targetNote,
        List<Share> onward) {
    public Share {
        onward = List.copyOf(onward);
    }
}
