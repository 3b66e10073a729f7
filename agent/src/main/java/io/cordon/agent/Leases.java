package io.cordon.agent;

import io.cordon.schemas.Order;
import io.cordon.schemas.Verb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Ends what was leased: in time, by an order, or because the way to Kafka is closed. */
final class Leases {
    private final Host host;
    private final Journal journal;

    Leases(Host host, Journal journal) {
        this.host = host;
        this.journal = journal;
    }

    /** Puts into force again what was in force when the agent ended; what was begun only is taken up like an order. */
    void restore(long now) {
        for (Lease lease : journal.memory().leases()) {
            Optional<Actuator> actuator = host.actuator(lease.order().verb());
            boolean isInForce =
                    lease.order().stopMillis() > now && journal.memory().isCarriedOut(lease);
            if (isInForce && actuator.isPresent()) {
                try {
                    actuator.get().restore(lease);
                } catch (IOException e) {
                    // It stays in the journal: it is tried again at the next start, and ended in its time.
                }
            }
        }
    }

    /** Ends the leases whose time has come. */
    List<Ended> endInTime(long now) {
        return end(lease -> lease.order().stopMillis() <= now, "its time has come");
    }

    /** Ends what an order releases: the leases of its kind on its target, or the one that it names. */
    List<Ended> release(Order order) {
        boolean namesOne = !order.lease().equals(order.id());
        return end(
                lease -> lease.order().verb().undoneBy().equals(Optional.of(order.verb()))
                        && lease.order().target().key().equals(order.target().key())
                        && (!namesOne || lease.id().equals(order.lease())),
                "released by " + order.id());
    }

    /** Ends every isolation. */
    List<Ended> giveUpIsolation(String why) {
        return end(lease -> lease.order().verb() == Verb.ISOLATE, why);
    }

    List<Ended> end(Predicate<Lease> which, String why) {
        List<Ended> ended = new ArrayList<>();
        for (Lease lease : journal.memory().leases()) {
            if (which.test(lease)) {
                ended.add(end(lease, why));
            }
        }
        return ended;
    }

    /**
     * A lease that was ended, or could not be and will be again.
     *
     * @param result says why it ended
     */
    record Ended(Lease lease, Result result) {}

    private Ended end(Lease lease, String why) {
        try {
            Optional<Actuator> actuator = host.actuator(lease.order().verb());
            Result result =
                    actuator.isPresent() ? actuator.get().end(lease) : Result.failed("nobody here can end it any more");
            journal.append(Entries.ended(lease));
            return new Ended(lease, result.with("lease", lease.id()).with("ended", why));
        } catch (IOException e) {
            return new Ended(
                    lease, Result.failed("not ended yet: " + e.getMessage()).with("lease", lease.id()));
        }
    }
}
