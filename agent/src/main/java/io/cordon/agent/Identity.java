package io.cordon.agent;

/**
 * Whom an agent acts for.
 *
 * @param agent its name and version, for its answers
 */
public record Identity(String tenant, String endpoint, String agent) {
    /** What the endpoint's records are keyed by. */
    public String key() {
        return tenant + '/' + endpoint;
    }
}
