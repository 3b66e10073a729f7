package io.cordon.engine.response;

/**
 * A command on its way.
 *
 * @param payload OpenC2 in JSON
 * @param startMillis from when it holds, in ms since 1970
 * @param stopMillis from when no agent obeys it, in ms since 1970
 */
public record Outgoing(String commandId, String endpoint, String payload, long startMillis, long stopMillis) {}
