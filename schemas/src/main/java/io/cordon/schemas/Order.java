package io.cordon.schemas;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An order to an agent, fully understood.
 *
 * @param id the command's id
 * @param startMillis from when it holds, in ms since 1970
 * @param stopMillis from when no agent obeys it, and when the effect of a leased one ends, in ms since 1970
 * @param lease the lease that it begins or renews; the command's id where it names none
 * @param sequence orders the commands on one target; {@link #UNORDERED} where it carries none
 * @param response which answers it asks for
 * @param payload all of it, explanations too
 */
public record Order(
        String id,
        Verb verb,
        OrderTarget target,
        long startMillis,
        long stopMillis,
        String lease,
        long sequence,
        ResponseType response,
        JsonNode payload) {
    public static final long UNORDERED = -1;
}
