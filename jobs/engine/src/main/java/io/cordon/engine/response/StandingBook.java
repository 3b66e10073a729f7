package io.cordon.engine.response;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.policy.AttackSurfaceRule;
import io.cordon.engine.policy.Endpoint;
import io.cordon.engine.policy.Endpoints;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.response.DeskStore.Announced;
import io.cordon.engine.response.DeskStore.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What each endpoint's agent announced, and the standing orders that it was given.
 *
 * <p>These are what policy wants of what the agent can do, whatever came in which order. They last a day and are renewed when half of it
 * is over; of an agent that has not announced anything for a day nothing is remembered, and what it was given ends.
 */
final class StandingBook {
    /** How long an announcement counts, and a standing order holds. */
    static final long LASTS = Duration.ofDays(1).toMillis();

    /** An agent's clock may be so far behind. */
    private static final long BEHIND = Duration.ofMinutes(5).toMillis();

    /** The same said again so soon is not written down. */
    private static final long SAID = Duration.ofMinutes(1).toMillis();

    /** So many endpoints a second are looked at anew under another policy: each may be a document to sign. */
    private static final int AT_ONCE = 100;

    private static final String HOLDS = "hold:";
    private static final String ASKS = "ask-user";
    private static final String DENIES = "deny:file";
    private static final int MOST = 64;
    private static final String AGENT = "agent ";
    private static final String REVIEW = "review ";

    private final String tenant;
    private final DeskStore store;
    private final Agenda agenda;
    private final Policy policy;
    private final Endpoints endpoints;
    private final Denials denials;

    StandingBook(String tenant, DeskStore store, Agenda agenda, Policy policy, Endpoints endpoints, Denials denials) {
        this.tenant = tenant;
        this.store = store;
        this.agenda = agenda;
        this.policy = policy;
        this.endpoints = endpoints;
        this.denials = denials;
    }

    /**
     * Takes what an agent says that it can do, and returns whether its orders have to be looked at anew; what was said before
     * something that is known already changes nothing.
     *
     * @param atMillis when Kafka appended it, in ms since 1970
     */
    boolean announce(String endpoint, List<String> capabilities, long atMillis, long now) {
        List<String> said = capabilities.stream()
                .filter(one -> one.equals(ASKS) || one.equals(DENIES) || isKnown(one))
                .sorted()
                .distinct()
                .limit(MOST)
                .toList();
        Announced known = store.agents().get(endpoint);
        boolean isNothing = said.isEmpty() || said.equals(List.of(ASKS));
        boolean isSame = known != null && known.capabilities().equals(said);
        if ((known == null && isNothing)
                || atMillis + LASTS <= now
                || (known != null && atMillis < known.atMillis() + (isSame ? SAID : 0))) {
            return false;
        }
        if (known == null) {
            agenda.note(AGENT + endpoint, atMillis + LASTS);
        }
        List<String> orders = known == null ? List.of() : known.orders();
        long start = known == null ? 0 : known.startMillis();
        long stop = known == null ? 0 : known.stopMillis();
        store.agents().put(endpoint, new Announced(endpoint, said, atMillis, orders, start, stop));
        return true;
    }

    private static boolean isKnown(String capability) {
        return Arrays.stream(AttackSurfaceRule.values()).anyMatch(rule -> capability.equals(HOLDS + rule.id()));
    }

    /** Has every agent's orders looked at anew, some at a time. */
    void reviewAll(long now) {
        int count = 0;
        for (String endpoint : store.agents().keys()) {
            agenda.note(REVIEW + endpoint, now + TimeUnit.SECONDS.toMillis(count / AT_ONCE));
            count++;
        }
    }

    /** The endpoint whose orders are to be looked at anew as its name comes due, or null where it is none of these. */
    static @Nullable String endpoint(String name) {
        return name.startsWith(AGENT)
                ? name.substring(AGENT.length())
                : name.startsWith(REVIEW) ? name.substring(REVIEW.length()) : null;
    }

    /** Forgets what was announced too long ago; what was announced since has it come back. */
    void due(String name, long now) {
        Announced known = store.agents().get(name.substring(name.indexOf(' ') + 1));
        if (known != null && name.startsWith(AGENT) && now < known.atMillis() + LASTS) {
            agenda.note(name, known.atMillis() + LASTS);
        }
    }

    /**
     * Gives an agent the orders that it is to have by now, and returns whether they changed.
     *
     * @param isStopped whether nothing more may be contained now
     */
    boolean review(String endpoint, boolean isStopped, long now) {
        Announced known = store.agents().get(endpoint);
        if (known == null) {
            return false;
        }
        List<String> held = now < known.stopMillis() ? known.orders() : List.of();
        if (now >= known.atMillis() + LASTS) {
            store.agents().remove(endpoint);
            return !held.isEmpty();
        }
        List<String> wanted = new ArrayList<>(wanted(known, now));
        if (isStopped) {
            wanted.retainAll(held);
        }
        boolean isRenewal = !isStopped && !wanted.isEmpty() && known.stopMillis() - now < LASTS / 2;
        if (wanted.equals(held) && !isRenewal) {
            return false;
        }
        agenda.note(REVIEW + endpoint, now + LASTS / 2);
        long start = isStopped ? known.startMillis() : now - BEHIND;
        long stop = isStopped ? known.stopMillis() : now + LASTS;
        store.agents()
                .put(endpoint, new Announced(endpoint, known.capabilities(), known.atMillis(), wanted, start, stop));
        return true;
    }

    private List<String> wanted(Announced agent, long now) {
        Endpoint endpoint = endpoints.of(agent.endpoint());
        boolean asks = agent.capabilities().contains(ASKS);
        long micros = TimeUnit.MILLISECONDS.toMicros(now);
        List<String> wanted = new ArrayList<>();
        Arrays.stream(AttackSurfaceRule.values())
                .filter(rule -> agent.capabilities().contains(HOLDS + rule.id()))
                .flatMap(rule -> StandingOrder.of(rule, policy, agent.endpoint(), endpoint, asks, micros).stream())
                .map(order -> order.written(tenant, agent.endpoint()))
                .forEach(wanted::add);
        if (agent.capabilities().contains(DENIES)) {
            DeniedImages.why(policy, agent.endpoint(), endpoint, micros)
                    .ifPresent(why -> denials.inForce(now)
                            .forEach(one -> wanted.add(DeniedImages.written(one, tenant, agent.endpoint(), why))));
        }
        return wanted;
    }

    /** What stands at an endpoint, as its desired state has it. */
    List<Lease> entries(String endpoint, long now) {
        Announced known = store.agents().get(endpoint);
        if (known == null || now >= known.stopMillis()) {
            return List.of();
        }
        return known.orders().stream().map(order -> entry(order, known)).toList();
    }

    private static Lease entry(String written, Announced agent) {
        ObjectNode order = OrderText.read(written);
        String lease = OrderText.cordon(order).path("lease").asText();
        ((ObjectNode) order.path("args")).put("start_time", agent.startMillis()).put("stop_time", agent.stopMillis());
        return new Lease(lease, agent.endpoint(), OrderText.write(order), agent.stopMillis(), List.of());
    }

    /** Whether an endpoint's agent warns its user of a rule's act before it happens. */
    boolean warns(AttackSurfaceRule rule, String endpoint, long now) {
        return entries(endpoint, now).stream()
                .map(Lease::payload)
                .map(OrderText::read)
                .anyMatch(order ->
                        order.at("/target/x-cordon:behaviour/rule").asText().equals(rule.id())
                                && OrderText.cordon(order).path("mode").asText().equals("warn"));
    }
}
