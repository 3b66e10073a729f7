package io.cordon.agent;

import io.cordon.schemas.Order;
import io.cordon.schemas.Refusal;
import java.util.Optional;

/** Whether a verified order may be begun at a time: what an agent asks last, right before it acts. */
final class Admission {
    private Admission() {}

    /** Why it may not, or empty. */
    static Optional<Refusal> refusal(Order order, Host host, Memory memory, long now) {
        if (order.verb().isContaining() && memory.killSwitch().isOn(now)) {
            return Optional.of(Refusal.KILL_SWITCH);
        }
        if (!host.can(order.verb())) {
            return Optional.of(Refusal.UNKNOWN_ORDER);
        }
        if (order.verb().isLeased() && !renews(order, memory)) {
            return Optional.of(Refusal.PAYLOAD);
        }
        return now >= order.stopMillis() ? Optional.of(Refusal.EXPIRED) : Optional.empty();
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
