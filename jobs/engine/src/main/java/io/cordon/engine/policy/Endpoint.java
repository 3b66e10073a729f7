package io.cordon.engine.policy;

import io.cordon.engine.condition.IpNetwork;
import io.cordon.engine.policy.Role.Isolation;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What is known of an endpoint, or of those whose names a pattern matches.
 *
 * @param name its id, or a pattern with {@code *} and {@code ?}
 * @param group the group by which policies name it
 * @param otherPrimary whether another antivirus is primary there
 * @param blockMode whether containment may act there nevertheless
 * @param addresses its own; of one that is never cut off whole they are never contained either
 * @param isKnown false for one that no record names
 */
public record Endpoint(
        Glob name,
        String group,
        Set<Role> roles,
        Criticality criticality,
        boolean otherPrimary,
        boolean blockMode,
        Automation automation,
        List<IpNetwork> addresses,
        boolean isKnown) {
    /** One without a record counts as most protected: see {@link Remedies}. */
    static final Endpoint UNKNOWN = new Endpoint(
            Glob.text("*"), "", Set.of(), Criticality.CRITICAL, false, false, Automation.FULL, List.of(), false);

    public Endpoint {
        roles = Set.copyOf(roles);
        addresses = List.copyOf(addresses);
    }

    /** Whether containment acts there though another antivirus is primary. */
    boolean isInBlockMode() {
        return otherPrimary && blockMode;
    }

    /** How it may be cut off: as the most careful of its roles says. */
    public Isolation isolation() {
        return roles.stream()
                .map(Role::isolation)
                .max(Comparator.naturalOrder())
                .orElse(Isolation.WHOLE);
    }
}
