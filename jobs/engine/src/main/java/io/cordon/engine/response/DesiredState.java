package io.cordon.engine.response;

/**
 * What an endpoint is to hold to, whole: an agent that comes back reads only this.
 *
 * @param version rises with each; an older one changes nothing
 * @param payload JSON: tenant, endpoint, version, stop_time and the leases as entries
 * @param stopMillis from when it says nothing any more, in ms since 1970
 */
public record DesiredState(String endpoint, long version, String payload, long stopMillis) {}
