package io.cordon.engine.response;

import io.cordon.engine.policy.Budget;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.response.DeskStore.Spent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many containing commands go out at most.
 *
 * <p>A budget holds in two times at once. By the clock, in any span at most so many commands go out. By event time, at most so many
 * orders rest on what happened within a span of one another, so that a backlog read at once is not cheaper than the same spread out.
 *
 * <p>What went out is counted for all that a budget can be for, whether there is one or not: who pushes a policy in the middle of a
 * flood finds counted what went out before.
 */
final class Budgets {
    private static final String SPENT = "spent ";
    /** What another policy may want counted is kept for so long beyond any span, and so many of it at most. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final int MOST_KEPT = 1_000;

    private final DeskStore store;
    private final Agenda agenda;

    Budgets(DeskStore store, Agenda agenda) {
        this.store = store;
        this.agenda = agenda;
    }

    /** Which budget has nothing left, for people; or empty. */
    String spent(Policy policy, Spending spending, long now) {
        for (Budget budget : policy.budgets()) {
            String of = spending.of(budget.per());
            if (spending.concerns(budget) && !hasLeft(budget, of, spending.event(), now)) {
                return "the budget of " + budget.commands() + " in "
                        + budget.within().toMinutes() + " min per " + said(budget.per()) + " is spent"
                        + (of.isEmpty() ? "" : ": " + of);
            }
        }
        return "";
    }

    private boolean hasLeft(Budget budget, String of, long event, long now) {
        Spent spent = known(key(budget, of));
        long within = budget.within().toMillis();
        long byClock =
                spent.walls().stream().filter(wall -> wall > now - within).count();
        long byEvents = spent.events().stream()
                .filter(other -> Math.abs(other - event) < within)
                .count();
        return Math.max(byClock, byEvents) < budget.commands();
    }

    /** Counts an order that goes out. */
    void spend(Policy policy, Spending spending, long now) {
        Map<String, Duration> keys = new TreeMap<>();
        for (Budget.Per per : Budget.Per.values()) {
            keys.put(key(per, spending.of(per)), longest(policy, per));
        }
        policy.budgets().stream()
                .filter(spending::concerns)
                .forEach(budget -> keys.put(key(budget, spending.of(budget.per())), longest(policy, budget.per())));
        keys.forEach((key, longest) -> spend(key, longest, policy.freshness(), spending.event(), now));
    }

    private void spend(String key, Duration longest, Policy.Freshness freshness, long event, long now) {
        Spent live = live(known(key), longest, freshness, now);
        List<Long> events = new ArrayList<>(live.events());
        List<Long> walls = new ArrayList<>(live.walls());
        events.add(event);
        walls.add(now);
        store.spent().put(key, new Spent(events, walls));
        agenda.note(SPENT + longest + '\n' + key, now + longest.plus(KEPT).toMillis());
    }

    private static Duration longest(Policy policy, Budget.Per per) {
        return policy.budgets().stream()
                .filter(budget -> budget.per() == per)
                .map(Budget::within)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private Spent known(String key) {
        Spent spent = store.spent().get(key);
        return spent == null ? Spent.NOTHING : spent;
    }

    /** What a span that begins now, or at the oldest evidence that orders anything, can reach; of the rest the newest. */
    private static Spent live(Spent spent, Duration longest, Policy.Freshness freshness, long now) {
        long byClock = now - longest.toMillis();
        long byEvents = byClock - freshness.longest().toMillis();
        long kept = byClock - KEPT.toMillis();
        int all = spent.walls().size();
        int from = 0;
        while (from < all
                && (spent.walls().get(from) <= kept
                        || (all - from > MOST_KEPT
                                && spent.walls().get(from) <= byClock
                                && spent.events().get(from) <= byEvents))) {
            from++;
        }
        return new Spent(spent.events().subList(from, all), spent.walls().subList(from, all));
    }

    /** A statement's budget counts what that is about, apart from others. */
    private static String key(Budget budget, String of) {
        String key = key(budget.per(), of);
        return budget.of().isAll() ? key : key + '\n' + budget.of();
    }

    private static String key(Budget.Per per, String of) {
        return said(per) + '\n' + of;
    }

    static String said(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static boolean isName(String name) {
        return name.startsWith(SPENT);
    }

    /** Forgets what no longer counts. */
    void forget(String name, long now) {
        String counted = name.substring(SPENT.length());
        int end = counted.indexOf('\n');
        Duration longest = Duration.parse(counted.substring(0, end));
        String key = counted.substring(end + 1);
        Spent spent = store.spent().get(key);
        if (spent != null
                && spent.walls().get(spent.walls().size() - 1)
                        <= now - longest.plus(KEPT).toMillis()) {
            store.spent().remove(key);
        }
        store.spent().remove(counted); // of an older version, which counted each budget by its size
    }
}
