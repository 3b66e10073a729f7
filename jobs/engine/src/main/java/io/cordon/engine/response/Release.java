package io.cordon.engine.response;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A person's word that what was ordered is to be undone.
 *
 * @param commandId the order
 * @param order its payload, for it may be older than anybody here remembers
 * @param by who said it
 * @param startMillis when, in ms since 1970
 * @param stopMillis until when agents that were away still obey
 */
public record Release(String commandId, JsonNode order, String by, long startMillis, long stopMillis) {}
