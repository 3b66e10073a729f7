package io.cordon.engine.response;

import io.cordon.engine.finding.Target;
import io.cordon.engine.finding.Thing;
import io.cordon.engine.policy.Budget;
import io.cordon.engine.policy.Endpoint;
import io.cordon.engine.policy.ImagePath;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.response.Decision.Gate;
import io.cordon.engine.response.DeskStore.Past;
import io.cordon.engine.response.DeskStore.Spent;
import io.cordon.engine.response.DeskStore.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The brakes: what would be right by itself and is too much together waits for a person.
 *
 * <p>A budget holds in two times at once. By the clock, in any span at most so many commands go out. By event time, at most so many
 * orders rest on what happened within a span of one another, so that a backlog read at once is not cheaper than the same spread out.
 */
final class Governor {
    private static final int PAST_HOURS = 7 * 24;
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final String SWITCH = "kill switch";
    private static final String EPOCH = "kill switch epoch";

    private final DeskStore store;
    private final Agenda agenda;

    Governor(DeskStore store, Agenda agenda) {
        this.store = store;
        this.agenda = agenda;
    }

    /** What a brake says. */
    record Braked(Gate gate, String why) {}

    /**
     * Judges an order, and counts it where it may go out.
     *
     * @param now in ms since 1970
     */
    @Nullable
    Braked brake(String rule, Decision.Order order, Endpoint endpoint, Policy policy, long now) {
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
        for (Budget budget : policy.budgets()) {
            String of = of(budget, rule, order.target().endpoint(), endpoint);
            if (applies(budget, of) && !hasLeft(budget, of, order.startMillis(), now)) {
                return new Braked(
                        Gate.BUDGET,
                        "the budget of " + budget.commands() + " in "
                                + budget.within().toMinutes() + " min per " + said(budget.per()) + " is spent"
                                + (of.isEmpty() ? "" : ": " + of));
            }
        }
        spend(rule, order.startMillis(), order.target().endpoint(), endpoint, policy, now);
        return null;
    }

    /** Counts an order that goes out in any case. */
    void spend(String rule, long event, String name, Endpoint endpoint, Policy policy, long now) {
        for (Budget budget : policy.budgets()) {
            String of = of(budget, rule, name, endpoint);
            if (applies(budget, of)) {
                String key = key(budget, of);
                Spent spent = live(budget, key, now);
                List<Long> events = new ArrayList<>(spent.events());
                List<Long> walls = new ArrayList<>(spent.walls());
                events.add(event);
                walls.add(now);
                store.spent().put(key, new Spent(events, walls));
                agenda.note("spent " + key, now + kept(budget));
            }
        }
    }

    boolean isSwitchedOff(long now) {
        Long until = store.numbers().get(SWITCH);
        return until != null && now < until;
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
            agenda.note("past " + rule, (hour + PAST_HOURS + 1) * HOUR);
            return null;
        }
        return new Braked(
                Gate.BREAKER,
                "the rule wants something contained for the " + wanted + "th time this hour; in its"
                        + " busiest hour of the last week it did so " + busiest + " times");
    }

    private @Nullable Braked spread(String rule, Decision.Order order, int most, long now) {
        String thing = thing(order);
        if (thing.isEmpty()) {
            return null;
        }
        String key = rule + '\n' + order.action().written() + '\n' + thing;
        Spread known = store.spread().get(key);
        Map<String, Long> endpoints = new HashMap<>(known == null ? Map.of() : known.endpoints());
        endpoints.values().removeIf(seen -> seen <= now - DAY);
        String endpoint = order.target().endpoint();
        if (endpoints.size() >= most - 1 && !endpoints.containsKey(endpoint)) {
            return new Braked(
                    Gate.SPREAD, "it would be the " + (endpoints.size() + 1) + "th endpoint within a day: " + thing);
        }
        endpoints.put(endpoint, now);
        store.spread().put(key, new Spread(endpoints));
        agenda.note("spread " + key, now + DAY);
        return null;
    }

    /** What is the same on several endpoints; of an endpoint's network nothing is. */
    private static String thing(Decision.Order order) {
        Target target = order.target();
        return switch (order.action()) {
            case SUSPEND, KILL, KILL_TREE -> {
                String hash = target.thing(Thing.SHA256);
                yield hash != null ? hash : target.image() == null ? "" : ImagePath.canonical(target.image());
            }
            default -> Aim.key(order.action(), target);
        };
    }

    private boolean hasLeft(Budget budget, String of, long event, long now) {
        Spent spent = live(budget, key(budget, of), now);
        long within = budget.within().toMillis();
        long byClock =
                spent.walls().stream().filter(wall -> wall > now - within).count();
        long byEvents = spent.events().stream()
                .filter(other -> Math.abs(other - event) < within)
                .count();
        return Math.max(byClock, byEvents) < budget.commands();
    }

    private Spent live(Budget budget, String key, long now) {
        Spent spent = store.spent().get(key);
        if (spent == null) {
            return Spent.NOTHING;
        }
        int from = 0;
        while (from < spent.walls().size() && spent.walls().get(from) <= now - kept(budget)) {
            from++;
        }
        return new Spent(
                spent.events().subList(from, spent.events().size()),
                spent.walls().subList(from, spent.walls().size()));
    }

    /** Evidence of one time is read within a day of the first, or not acted upon. */
    private static long kept(Budget budget) {
        return budget.within().toMillis() + DAY;
    }

    private static boolean applies(Budget budget, String of) {
        return budget.only().isEmpty() || budget.only().contains(of);
    }

    private static String of(Budget budget, String rule, String name, Endpoint endpoint) {
        return switch (budget.per()) {
            case RULE -> rule;
            case ENDPOINT -> name;
            case GROUP -> endpoint.group();
            case ASSET_CLASS -> said(endpoint.criticality());
            case FLEET -> "";
        };
    }

    private static String key(Budget budget, String of) {
        return said(budget.per()) + '\n' + budget.commands() + '/' + budget.within() + '\n' + of;
    }

    private static String said(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Forgets what no longer counts; returns whether the name was one of its own. */
    boolean forget(String name, long now) {
        if (name.startsWith("spent ")) {
            String key = name.substring("spent ".length());
            Spent spent = store.spent().get(key);
            long last = spent == null
                    ? Long.MIN_VALUE
                    : spent.walls().get(spent.walls().size() - 1);
            String within = key.substring(key.indexOf('/') + 1, key.lastIndexOf('\n'));
            if (last <= now - Duration.parse(within).toMillis() - DAY) {
                store.spent().remove(key);
            }
        } else if (name.startsWith("spread ")) {
            String key = name.substring("spread ".length());
            Spread known = store.spread().get(key);
            if (known != null && known.endpoints().values().stream().allMatch(seen -> seen <= now - DAY)) {
                store.spread().remove(key);
            }
        } else if (name.startsWith("past ")) {
            String rule = name.substring("past ".length());
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
