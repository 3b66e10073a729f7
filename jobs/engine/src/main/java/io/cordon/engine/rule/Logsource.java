package io.cordon.engine.rule;

import io.cordon.engine.event.Activity;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Resolves Sigma's logsource to the events that a rule looks at. */
public final class Logsource {
    /** Categories that stand for several activities, or go by another name than the activity's. */
    private static final Map<String, Set<Activity>> MORE = Map.of(
            "registry_event",
            EnumSet.of(
                    Activity.REGISTRY_ADD, Activity.REGISTRY_DELETE, Activity.REGISTRY_SET, Activity.REGISTRY_RENAME),
            // Sigma means Sysmon's event 12 by either name; its rules say CreateKey or DeleteKey where they mind.
            "registry_add",
            EnumSet.of(Activity.REGISTRY_ADD, Activity.REGISTRY_DELETE),
            "registry_delete",
            EnumSet.of(Activity.REGISTRY_ADD, Activity.REGISTRY_DELETE),
            "raw_access_thread",
            EnumSet.of(Activity.RAW_ACCESS));

    /** Sigma's generic network events, whose service says what happened and not which log tells of it. */
    private static final Map<String, Set<Activity>> NETWORK = Map.of(
            "",
            EnumSet.of(Activity.NETWORK_CONNECT, Activity.DNS_QUERY),
            "connection",
            EnumSet.of(Activity.NETWORK_CONNECT),
            "dns",
            EnumSet.of(Activity.DNS_QUERY));

    /** What rules called a service before the taxonomy named it. */
    private static final Map<String, String> FORMERLY =
            Map.of("ldap_debug", "ldap", "microsoft-servicebus-client", "servicebus-client");

    /** Services of Linux that are logs, which several programs write. */
    private static final Map<String, Set<String>> LOGS = Map.of(
            "auth",
            Set.of("auth", "sshd", "sudo"),
            "syslog",
            Set.of("syslog", "auth", "sshd", "sudo", "cron", "clamav", "guacamole", "vsftpd"));

    private Logsource() {}

    static Scope scope(RuleNode node) throws RuleRefusedException {
        String category = node.textOr("category", "").toLowerCase(Locale.ROOT);
        String product = node.textOr("product", "").toLowerCase(Locale.ROOT);
        String service = node.textOr("service", "").toLowerCase(Locale.ROOT);
        if (category.isEmpty() && product.isEmpty() && service.isEmpty()) {
            throw node.refuse("expected one of category, product, service");
        }
        Set<Activity> network = category.equals("network") ? NETWORK.get(service) : null;
        if (network != null) {
            return new Scope(product, Set.of(), network);
        }
        Set<Activity> activities = activities(category);
        if (!category.isEmpty() && activities.isEmpty()) {
            // A category of another kind of source (web servers, proxies): a mapping may name it as its events'
            // service.
            return new Scope(product, Set.of(category), Set.of());
        }
        return new Scope(product, service.isEmpty() ? Set.of() : services(service), activities);
    }

    /** The services whose events a service of Sigma's stands for. */
    public static Set<String> services(String service) {
        return LOGS.getOrDefault(service, Set.of(FORMERLY.getOrDefault(service, service)));
    }

    /** What a category of Sigma's stands for; nothing for a category of other sources. */
    public static Set<Activity> activities(String category) {
        Set<Activity> more = MORE.get(category);
        if (more != null) {
            return more;
        }
        Set<Activity> found = EnumSet.noneOf(Activity.class);
        for (Activity activity : Activity.values()) {
            if (!category.isEmpty() && activity.sigmaCategory().equals(category)) {
                found.add(activity);
            }
        }
        return found;
    }
}
