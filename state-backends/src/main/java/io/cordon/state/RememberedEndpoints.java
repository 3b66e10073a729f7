package io.cordon.state;

import io.cordon.engine.tree.EndpointHeader;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered on the heap of each endpoint: its clocks, and which of its processes have started. Of the endpoints that were
 * not used lately the oldest is forgotten first; what is forgotten is read again.
 */
final class RememberedEndpoints {
    /** What an endpoint takes beside its processes, in processes. */
    private static final int WEIGHT = 4;

    // Not in the order of use: moving an entry at each event dirties the old generation for the collector.
    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>(1024);
    private final long bound;
    private long remembered;

    /** One endpoint. */
    static final class Endpoint {
        private final Set<String> started = new HashSet<>();
        private int counted = -1;
        private boolean isUsed;
        EndpointHeader header;
        /** Whether nothing of it was kept when it was first met. */
        boolean isNew;

        Endpoint(@Nullable EndpointHeader read) {
            header = read == null ? new EndpointHeader() : read;
            isNew = read == null;
        }

        boolean isStarted(String entity) {
            return started.contains(entity);
        }

        /** Whether the count of processes is another than at the last call. */
        boolean isCountNews() {
            boolean news = counted != header.processes();
            counted = header.processes();
            return news;
        }
    }

    /** @param bound how many processes of all endpoints are remembered */
    RememberedEndpoints(long bound) {
        this.bound = bound;
    }

    @Nullable
    Endpoint get(String key) {
        Endpoint endpoint = endpoints.get(key);
        if (endpoint != null) {
            endpoint.isUsed = true;
        }
        return endpoint;
    }

    Endpoint add(String key, @Nullable EndpointHeader read) {
        Endpoint endpoint = new Endpoint(read);
        endpoints.put(key, endpoint);
        remembered += WEIGHT;
        evict(endpoint);
        return endpoint;
    }

    void remember(Endpoint endpoint, String entity) {
        if (endpoint.started.add(entity)) {
            remembered++;
            evict(endpoint);
        }
    }

    void forget(Endpoint endpoint, String entity) {
        if (endpoint.started.remove(entity)) {
            remembered--;
        }
    }

    void forget(String key) {
        Endpoint gone = endpoints.remove(key);
        if (gone != null) {
            remembered -= WEIGHT + gone.started.size();
        }
    }

    /** Each endpoint that was used since it was last looked at gets a second chance. */
    private void evict(Endpoint current) {
        while (remembered > bound && endpoints.size() > 1) {
            String key = endpoints.keySet().iterator().next();
            Endpoint eldest = Objects.requireNonNull(endpoints.remove(key));
            if (eldest.isUsed || eldest == current) {
                eldest.isUsed = false;
                endpoints.put(key, eldest);
            } else {
                remembered -= WEIGHT + eldest.started.size();
            }
        }
    }
}
