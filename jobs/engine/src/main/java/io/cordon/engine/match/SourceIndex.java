package io.cordon.engine.match;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.match.IndexedRules.Entry;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rules that look at events of one activity, product and service, listed when such an event first comes.
 *
 * <p>Products and services that no rule names are one and the same to it, so that the lists stay few, whatever events say.
 */
final class SourceIndex {
    private final List<Entry> entries;
    private final Set<String> products = new HashSet<>();
    private final Set<String> services = new HashSet<>();
    private final Map<Source, Candidates> bySource = new ConcurrentHashMap<>();

    SourceIndex(Collection<Entry> entries) {
        this.entries = List.copyOf(entries);
        for (Entry entry : entries) {
            products.add(entry.rule().scope().product());
            services.addAll(entry.rule().scope().services());
        }
    }

    private record Source(Activity activity, String product, String service) {}

    Candidates of(EndpointEvent event) {
        Source source = new Source(
                event.activity(),
                products.contains(event.product()) ? event.product() : "",
                services.contains(event.service()) ? event.service() : "");
        Candidates known = bySource.get(source);
        return known != null ? known : bySource.computeIfAbsent(source, this::list);
    }

    private Candidates list(Source source) {
        return new Candidates(entries.stream()
                .filter(entry -> entry.rule().scope().admits(source.activity, source.product, source.service))
                .toList());
    }
}
