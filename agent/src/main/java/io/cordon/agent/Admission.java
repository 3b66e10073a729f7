package io.cordon.agent;

import io.cordon.schemas.Order;
import io.cordon.schemas.Refusal;
import java.util.Optional;

/** Whether a verified order may be begun at a time: what an agent asks last, right before it acts. */
final class Admission {
    private Admission() {}

    /** Whether it was called off: cancelled, or left behind by a later command on its target. */
    static Optional<Refusal> calledOff(Order order, Memory memory) {
        if (memory.isCancelled(order.id())) {
            return Optional.of(Refusal.CANCELLED);
        }
        return memory.isSuperseded(order) ? Optional.of(Refusal.SUPERSEDED) : Optional.empty();
    }

    /** Why it may not, or empty. */
    static Optional<Refusal> refusal(Order order, Host host, Memory memory, long now) {
        if (now >= order.stopMillis()) {
            return Optional.of(Refusal.EXPIRED);
        }
        if (order.verb().isContaining() && memory.killSwitch().isOn(now)) {
            return Optional.of(Refusal.KILL_SWITCH);
        }
        if (!host.can(order.verb())) {
            return Optional.of(Refusal.UNKNOWN_ORDER);
        }
        return order.verb().isLeased() && !renews(order, memory) ? Optional.of(Refusal.PAYLOAD) : Optional.empty();
    }

    /** A lease that is in force is renewed for the same target, and never shortened: a release ends it. */
    private static boolean renews(Order order, Memory memory) {
        return memory.lease(order.lease())
                .map(Lease::order)
                .map(known -> known.verb() == order.verb()
                        && known.target().key().equals(order.target().key())
                        && known.stopMillis() <= order.stopMillis())
                .orElse(true);
    }
}
