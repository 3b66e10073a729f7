package io.cordon.engine.rule;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.EndpointEvent;
import java.util.Set;

/**
 * Which events a rule looks at: Sigma's logsource and EQL's event category, resolved. An empty part admits everything.
 *
 * @param product Sigma's product
 * @param services Sigma's services, any of them
 * @param activities what happened, any of them
 */
public record Scope(String product, Set<String> services, Set<Activity> activities) {
    /** Of a rule that looks at no event itself. */
    static final Scope NOTHING = new Scope("", Set.of(), Set.of());

    public Scope {
        services = Set.copyOf(services);
        activities = Set.copyOf(activities);
    }

    public boolean admits(EndpointEvent event) {
        return admits(event.activity(), event.product(), event.service());
    }

    /** Whether events of such a source are looked at. */
    public boolean admits(Activity activity, String eventProduct, String eventService) {
        return (activities.isEmpty() || activities.contains(activity))
                && (services.isEmpty() || services.contains(eventService))
                && (product.isEmpty() || product.equals(eventProduct));
    }
}
