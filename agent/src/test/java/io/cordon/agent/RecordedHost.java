package io.cordon.agent;

import io.cordon.schemas.Order;
import io.cordon.schemas.Verb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An actuator that tells what it was asked to do. */
final class RecordedHost implements Actuator {
    final List<String> done = new ArrayList<>();
    private final Set<Verb> verbs;
    boolean fails;
    Deed meanwhile = () -> {};

    /** Throws when asked to act, as if the agent were killed in the middle. */
    boolean isKilled;

    /** What happens while an order is carried out. */
    interface Deed {
        void happens() throws IOException;
    }

    RecordedHost(Verb... verbs) {
        this.verbs = Set.of(verbs);
    }

    @Override
    public Set<Verb> verbs() {
        return verbs;
    }

    @Override
    public Result perform(Order order, boolean again) throws IOException {
        if (isKilled) {
            throw new AssertionError("killed");
        }
        if (fails) {
            throw new IOException("the operating system fails");
        }
        meanwhile.happens();
        done.add(order.verb() + " " + order.target().key() + (again ? " again" : ""));
        return Result.contained("done", Map.of("did", order.id()));
    }

    @Override
    public Result end(Lease lease) throws IOException {
        if (fails) {
            throw new IOException("the operating system fails");
        }
        done.add("end of " + lease.order().verb() + " " + lease.order().target().key());
        return Result.released("ended");
    }

    @Override
    public void restore(Lease lease) {
        done.add(
                "restore " + lease.order().verb() + " " + lease.order().target().key());
    }
}
