package io.cordon.engine.response;

import io.cordon.engine.finding.Target;
import io.cordon.engine.finding.Thing;
import io.cordon.engine.policy.Endpoint;
import io.cordon.engine.policy.ImagePath;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.response.Budgets.Spending;
import io.cordon.engine.response.Decision.Gate;
import io.cordon.engine.response.DeskStore.Past;
import io.cordon.engine.response.DeskStore.Spread;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The brakes: what would be right by itself and is too much together waits for a person. */
final class Governor {
    private static final int PAST_HOURS = 7 * 24;
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final String SPREAD = "spread ";
    private static final String PAST = "past ";
    private static final String SWITCH = "kill switch";
    private static final String EPOCH = "kill switch epoch";

    private final DeskStore store;
    private final Agenda agenda;
    private final Budgets budgets;

    Governor(DeskStore store, Agenda agenda) {
        this.store = store;
        this.agenda = agenda;
        this.budgets = new Budgets(store, agenda);
    }

    /** What a brake says. */
    record Braked(Gate gate, String why) {}

    /**
     * Judges an order, and counts it where it may go out.
     *
     * @param now in ms since 1970
     */
    @Nullable
    Braked brake(String rule, List<String> tags, Decision.Order order, Endpoint endpoint, Policy policy, long now) {
        Braked surge = surge(rule, policy.breaker(), now);
        if (isSwitchedOff(now)) {
            return switchedOff();
        }
        if (surge != null) {
            return surge;
        }
        Braked spread = spread(rule, order, policy.spread(), now);
        if (spread != null) {
            return spread;
        }
        String target = order.target().endpoint();
        Spending spending = new Spending(rule, tags, target, endpoint, order.startMillis());
        String spent = budgets.spent(policy, spending, now);
        if (!spent.isEmpty()) {
            return new Braked(Gate.BUDGET, spent);
        }
        budgets.spend(policy, spending, now);
        spreads(rule, order, now);
        return null;
    }

    /** Counts an order that goes out in any case. */
    void spend(Policy policy, Spending spending, long now) {
        budgets.spend(policy, spending, now);
    }

    boolean isSwitchedOff(long now) {
        return now < switchedOffUntil();
    }

    long switchedOffUntil() {
        Long until = store.numbers().get(SWITCH);
        return until == null ? 0 : until;
    }

    static Braked switchedOff() {
        return new Braked(Gate.KILL_SWITCH, "the kill switch is on");
    }

    /** Turns the switch on until a time, or off; an epoch that is not higher than the last one changes nothing. */
    boolean turn(long epoch, long onUntilMillis) {
        Long last = store.numbers().get(EPOCH);
        if (last != null && epoch <= last) {
            return false;
        }
        store.numbers().put(EPOCH, epoch);
        store.numbers().put(SWITCH, onUntilMillis);
        return true;
    }

    /** A rule against its own past: what it wants counts, whether it gets it or not. */
    private @Nullable Braked surge(String rule, Policy.Breaker breaker, long now) {
        long hour = now / HOUR;
        Past past = store.past().get(rule);
        Map<Long, Integer> hours = new HashMap<>(past == null ? Map.of() : past.hours());
        hours.keySet().removeIf(old -> old < hour - PAST_HOURS);
        int wanted = hours.merge(hour, 1, Integer::sum);
        int busiest = hours.entrySet().stream()
                .filter(one -> one.getKey() < hour)
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(0);
        int limit = (int) Math.min(Integer.MAX_VALUE, Math.max(breaker.atLeast(), (long) breaker.times() * busiest));
        // Beyond the limit it is not counted on: a surge that lasts would make itself the past to go by.
        if (wanted <= limit) {
            store.past().put(rule, new Past(hours));
            agenda.note(PAST + rule, (hour + PAST_HOURS + 1) * HOUR);
            return null;
        }
        return new Braked(
                Gate.BREAKER,
                "the rule wants something contained for the " + wanted + "th time this hour; in its"
                        + " busiest hour of the last week it did so " + busiest + " times");
    }

    private @Nullable Braked spread(String rule, Decision.Order order, int most, long now) {
        Map<String, Long> endpoints = met(key(rule, order), now);
        boolean isOneMore = !endpoints.containsKey(order.target().endpoint());
        return !thing(order).isEmpty() && isOneMore && endpoints.size() >= most - 1
                ? new Braked(
                        Gate.SPREAD,
                        "it would be the " + (endpoints.size() + 1) + "th endpoint within a day: " + thing(order))
                : null;
    }

    private void spreads(String rule, Decision.Order order, long now) {
        if (!thing(order).isEmpty()) {
            String key = key(rule, order);
            Map<String, Long> endpoints = met(key, now);
            endpoints.put(order.target().endpoint(), now);
            store.spread().put(key, new Spread(endpoints));
            agenda.note(SPREAD + key, now + DAY);
        }
    }

    private Map<String, Long> met(String key, long now) {
        Spread known = store.spread().get(key);
        Map<String, Long> endpoints = new HashMap<>(known == null ? Map.of() : known.endpoints());
        endpoints.values().removeIf(seen -> seen <= now - DAY);
        return endpoints;
    }

    private static String key(String rule, Decision.Order order) {
        return rule + '\n' + order.action().written() + '\n' + thing(order);
    }

    /** What is the same on several endpoints; of an endpoint's network nothing is. */
    private static String thing(Decision.Order order) {
        Target target = order.target();
        String indicator = target.thing(Thing.INDICATOR);
        // What one indicator meets may look different on each endpoint.
        if (indicator != null) {
            return indicator;
        }
        return switch (order.action()) {
            case SUSPEND, KILL, KILL_TREE -> {
                String hash = target.thing(Thing.SHA256);
                yield hash != null ? hash : target.image() == null ? "" : ImagePath.canonical(target.image());
            }
            default -> Aim.key(order.action(), target);
        };
    }

    /** Forgets what no longer counts; returns whether the name was one of its own. */
    boolean forget(String name, long now) {
        if (Budgets.isName(name)) {
            budgets.forget(name, now);
        } else if (name.startsWith(SPREAD)) {
            String key = name.substring(SPREAD.length());
            Spread known = store.spread().get(key);
            if (known != null && known.endpoints().values().stream().allMatch(seen -> seen <= now - DAY)) {
                store.spread().remove(key);
            }
        } else if (name.startsWith(PAST)) {
            String rule = name.substring(PAST.length());
            Past past = store.past().get(rule);
            if (past != null && past.hours().keySet().stream().allMatch(hour -> hour < now / HOUR - PAST_HOURS)) {
                store.past().remove(rule);
            }
        } else {
            return false;
        }
        return true;
    }
}
