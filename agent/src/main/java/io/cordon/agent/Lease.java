package io.cordon.agent;

import io.cordon.schemas.Order;
import java.util.Map;

/**
 * A leased order that is in force.
 *
 * @param order the order that began or last renewed it
 * @param state what its actuator needs to end it: the details of its result
 */
public record Lease(Order order, Map<String, String> state) {
    public Lease {
        state = Map.copyOf(state);
    }

    /** Whether this order began or last renewed it: a desired state renews under the same id. */
    boolean isOf(Order other) {
        return order.id().equals(other.id()) && order.stopMillis() == other.stopMillis();
    }

    public String id() {
        return order.lease();
    }
}
