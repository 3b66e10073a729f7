package io.cordon.engine.policy;

import io.cordon.engine.policy.Role.Isolation;
import java.util.Comparator;
import java.util.List;

/** Endpoints as data: of the records whose name matches, the one that says most of the name counts; of equals, the first. */
public final class Endpoints {
    /** Nothing is known of any endpoint. */
    public static final Endpoints NONE = new Endpoints(List.of());

    private final List<Endpoint> records;

    public Endpoints(List<Endpoint> records) {
        this.records = List.copyOf(records);
    }

    public Endpoint of(String endpoint) {
        return records.stream()
                .filter(one -> one.name().matches(endpoint))
                .min(Comparator.comparing((Endpoint one) -> one.name().literals())
                        .reversed())
                .orElse(Endpoint.UNKNOWN);
    }

    /** Whether an address belongs to what others need to work: it is never contained. */
    public boolean isNeeded(String address) {
        return records.stream()
                .filter(one -> one.isolation() != Isolation.WHOLE)
                .anyMatch(one -> one.addresses().stream().anyMatch(network -> network.contains(address)));
    }
}
