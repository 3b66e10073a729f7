package io.cordon.engine.policy;

import io.cordon.engine.condition.IpNetwork;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom no containment ever cuts off: the accounts and addresses that everything stands on, and those that a policy adds.
 *
 * @param networks addresses: of what Cordon runs on, of DNS, DHCP, gateways and hypervisors, shared and translated ones
 * @param users break-glass accounts, as {@code DOMAIN\name}, as a bare name or as a security identifier
 * @param endpoints that are never isolated
 */
public record NeverContained(List<IpNetwork> networks, List<Glob> users, List<Glob> endpoints) {
    /** SYSTEM, LOCAL SERVICE and NETWORK SERVICE. */
    private static final Set<String> SIDS = Set.of("s-1-5-18", "s-1-5-19", "s-1-5-20");

    private static final Set<String> NAMES =
            Set.of("system", "local service", "network service", "localsystem", "root");
    private static final Set<String> AUTHORITIES =
            Set.of("nt authority", "nt service", "window manager", "font driver host");

    /** Loopback, link-local, multicast, broadcast and no address at all. */
    private static final List<IpNetwork> EVERYWHERE = Stream.of(
                    "0.0.0.0/8",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "224.0.0.0/4",
                    "255.255.255.255/32",
                    "::/128",
                    "::1/128",
                    "fe80::/10",
                    "ff00::/8")
            .map(cidr -> Objects.requireNonNull(IpNetwork.of(cidr)))
            .toList();

    /** Nobody but those that no policy can give up. */
    public static final NeverContained BUILT_IN = new NeverContained(List.of(), List.of(), List.of());

    public NeverContained {
        networks = List.copyOf(networks);
        users = List.copyOf(users);
        endpoints = List.copyOf(endpoints);
    }

    /** Why an address is not to be cut off, or empty. */
    public String address(String address) {
        boolean isAddress = IpNetwork.of(address + "/0") != null;
        if (!isAddress) {
            return address + " is no address";
        }
        return Stream.concat(EVERYWHERE.stream(), networks.stream()).anyMatch(network -> network.contains(address))
                ? address + " is never contained"
                : "";
    }

    /** Why an account is not to be contained, or empty. */
    public String user(@Nullable String user, @Nullable String sid) {
        if (user == null) {
            return "its name is not known, so it cannot be told from a protected account";
        }
        String lower = user.toLowerCase(Locale.ROOT);
        String name = lower.substring(lower.lastIndexOf('\\') + 1);
        String authority = lower.substring(0, Math.max(0, lower.lastIndexOf('\\')));
        boolean isSystems = NAMES.contains(name)
                || SIDS.contains(lower)
                || (sid != null && SIDS.contains(sid.toLowerCase(Locale.ROOT)))
                || AUTHORITIES.contains(authority)
                || name.endsWith("$");
        boolean isListed = users.stream()
                .anyMatch(glob -> glob.matches(lower) || glob.matches(name) || (sid != null && glob.matches(sid)));
        return isSystems || isListed ? user + " is never contained" : "";
    }

    /** Why an endpoint is not to be isolated, or empty. */
    public String endpoint(String endpoint) {
        return endpoints.stream().anyMatch(glob -> glob.matches(endpoint)) ? endpoint + " is never contained" : "";
    }
}
