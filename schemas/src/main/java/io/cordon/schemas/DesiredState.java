package io.cordon.schemas;

import java.util.List;

/**
 * Every leased order that is in force at one endpoint: what brings an agent up to date that was away.
 *
 * @param version rises with each document of an endpoint
 * @param stopMillis from when no agent obeys it, in ms since 1970
 * @param entries leased orders, each with its lease as id
 */
public record DesiredState(long version, long stopMillis, List<Order> entries) {
    public DesiredState {
        entries = List.copyOf(entries);
    }
}
