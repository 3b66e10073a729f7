package io.cordon.engine.response;

import io.cordon.engine.response.Decision.Order;
import io.cordon.engine.response.DeskStore.Given;
import io.cordon.engine.response.DeskStore.Lease;
import io.cordon.engine.response.DeskStore.Names;
import io.cordon.engine.rule.Response.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a time on each endpoint, and until when.
 *
 * <p>A lease is of an action on a target, whichever finding wanted it. New evidence makes it last longer, from then on; without new
 * evidence it ends, so that no isolation lasts because nobody thought of it.
 */
final class LeaseBook {
    /** A lease is renewed when that would add this part of what it would then last. */
    private static final int WORTH_IT = 4;

    /** How much of an endpoint's desired state leases take up; the rest is for what stands there. */
    private static final int LEASES_BYTES = 256 * 1024;

    private static final String OF_ENDPOINT = "leases of ";
    private static final String VERSION = "version ";

    private final String tenant;
    private final DeskStore store;
    private final Agenda agenda;
    private final StandingBook standing;
    private final Desk.Out out;

    LeaseBook(String tenant, DeskStore store, Agenda agenda, StandingBook standing, Desk.Out out) {
        this.tenant = tenant;
        this.store = store;
        this.agenda = agenda;
        this.standing = standing;
        this.out = out;
    }

    boolean isLive(String id) {
        return live(id) != null;
    }

    boolean isWantedBy(String id, String finding) {
        Lease lease = live(id);
        return lease != null && lease.findings().contains(finding);
    }

    /** When a lease ends that there is, in ms since 1970. */
    long stop(String id) {
        return Objects.requireNonNull(store.leases().get(id)).stopMillis();
    }

    /** The sequence number of the order that a lease is of now. */
    long sequence(String id) {
        Lease lease = store.leases().get(id);
        return lease == null ? 0 : OrderText.sequence(lease.payload());
    }

    /** A lease that a finding still wants; one that none wants only runs to its end, and perhaps nobody ever began it. */
    private @Nullable Lease live(String id) {
        Lease lease = id.isEmpty() ? null : store.leases().get(id);
        return lease == null || lease.findings().isEmpty() ? null : lease;
    }

    /** Whether a lease lasts until a time, or so nearly that a command more is not worth it. */
    boolean covers(String id, long stopMillis) {
        Lease lease = live(id);
        return lease != null && stopMillis - lease.stopMillis() < lasts(lease) / WORTH_IT;
    }

    private static long lasts(Lease lease) {
        return lease.stopMillis() - OrderText.start(lease.payload());
    }

    void support(String id, String finding) {
        Lease lease = store.leases().get(id);
        if (lease != null) {
            store.leases().put(id, with(lease, finding));
        }
    }

    private static Lease with(Lease lease, String finding) {
        List<String> findings = new ArrayList<>(lease.findings());
        findings.remove(finding);
        findings.add(finding);
        return new Lease(lease.id(), lease.endpoint(), lease.payload(), lease.stopMillis(), findings);
    }

    /** Begins a lease, or has it last longer. */
    void hold(Given given, long now) {
        Lease known = store.leases().get(given.lease());
        List<String> findings = known == null ? List.of() : known.findings();
        boolean isLonger = known == null || given.stopMillis() > known.stopMillis();
        String payload = isLonger || known == null ? given.payload() : known.payload();
        long stop = isLonger || known == null ? given.stopMillis() : known.stopMillis();
        Lease lease = new Lease(given.lease(), given.endpoint(), payload, stop, findings);
        store.leases().put(given.lease(), with(lease, given.finding()));
        Agenda.add(store.names(), OF_ENDPOINT + given.endpoint(), given.lease());
        agenda.note("lease " + given.lease(), stop);
        publish(given.endpoint(), now);
    }

    /**
     * A finding no longer wants a lease; whether another one does. What nobody wants stays desired to its own end: an agent ends what a
     * document names no more, and who can have evidence disproved must not open the door with that.
     */
    boolean abandon(String id, String finding) {
        Lease lease = store.leases().get(id);
        if (lease == null) {
            return false;
        }
        List<String> findings = new ArrayList<>(lease.findings());
        findings.remove(finding);
        store.leases().put(id, new Lease(id, lease.endpoint(), lease.payload(), lease.stopMillis(), findings));
        return !findings.isEmpty();
    }

    /** The order that a lease is of now, or empty where there is none. */
    String order(String id) {
        Lease lease = store.leases().get(id);
        return lease == null ? "" : OrderText.id(lease.payload());
    }

    /** Ends a lease before its time. */
    void release(String id, long now) {
        Lease lease = store.leases().get(id);
        if (lease != null) {
            end(lease, now);
        }
    }

    void due(String name, long now) {
        Lease lease = name.startsWith("lease ") ? store.leases().get(name.substring("lease ".length())) : null;
        if (lease != null && lease.stopMillis() <= now) {
            end(lease, now);
        }
    }

    private void end(Lease lease, long now) {
        store.leases().remove(lease.id());
        lease.findings()
                .forEach(finding -> Agenda.remove(store.names(), Ledger.FINDING + finding, "lease " + lease.id()));
        Agenda.remove(store.names(), OF_ENDPOINT + lease.endpoint(), lease.id());
        publish(lease.endpoint(), now);
    }

    /**
     * Whether an order fits into its endpoint's desired state, beside what stands there. An isolation always does: there are two at
     * most, and what fills the rest may be what it is for.
     */
    boolean hasRoom(Order order) {
        boolean isIsolation = order.action() == Action.ISOLATE || order.action() == Action.ISOLATE_SELECTIVE;
        if (order.lease().isEmpty() || isIsolation || store.leases().get(order.lease()) != null) {
            return true;
        }
        int bytes = OrderText.entryBytes(order.payload());
        for (Lease lease : of(order.target().endpoint())) {
            bytes += OrderText.entryBytes(lease.payload());
        }
        return bytes <= LEASES_BYTES;
    }

    private List<Lease> of(String endpoint) {
        Names ids = store.names().get(OF_ENDPOINT + endpoint);
        List<Lease> all = new ArrayList<>();
        for (String id : ids == null ? List.<String>of() : ids.all()) {
            Lease lease = store.leases().get(id);
            if (lease != null) {
                all.add(lease);
            }
        }
        return all;
    }

    /** Writes anew all that holds on an endpoint, what stands there too. */
    void publish(String endpoint, long now) {
        List<Lease> live = new ArrayList<>(of(endpoint));
        live.removeIf(lease -> lease.stopMillis() <= now);
        live.addAll(standing.entries(endpoint, now));
        long version = agenda.next(store.numbers(), VERSION + endpoint, now, now);
        out.desired(OrderText.desired(tenant, endpoint, version, live, now));
    }
}
