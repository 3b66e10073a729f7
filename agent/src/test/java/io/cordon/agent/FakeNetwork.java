package io.cordon.agent;

import io.cordon.schemas.Order;
import io.cordon.schemas.OrderTarget;
import io.cordon.schemas.OrderTarget.Isolation.Scope;
import io.cordon.schemas.Verb;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A network that exists in a test only. */
public final class FakeNetwork implements Actuator {
    private final Map<String, Order> inForce = new HashMap<>();

    @Override
    public Set<Verb> verbs() {
        return Set.of(Verb.ISOLATE, Verb.DENY_ADDRESS);
    }

    @Override
    public Result perform(Order order, boolean again) {
        inForce.put(order.lease(), order);
        return Result.contained("cut off", Map.of());
    }

    @Override
    public Result end(Lease lease) {
        inForce.remove(lease.id());
        return Result.released("let pass");
    }

    /** Whether every lease lets an address pass. */
    public boolean reaches(String block) {
        return inForce.values().stream().allMatch(order -> passes(order, block));
    }

    private static boolean passes(Order order, String block) {
        if (order.target() instanceof OrderTarget.Device device) {
            return device.isolation().scope() == Scope.PORTS
                    || device.isolation().allowed().stream()
                            .anyMatch(one -> one.toString().equals(block));
        }
        return !order.target().key().equals("address " + block);
    }
}
