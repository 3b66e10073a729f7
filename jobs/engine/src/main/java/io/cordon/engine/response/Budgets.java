package io.cordon.engine.response;

import io.cordon.engine.policy.Budget;
import io.cordon.engine.policy.Endpoint;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.response.DeskStore.Spent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * How many containing commands go out at most.
 *
 * <p>A budget holds in two times at once. By the clock, in any span at most so many commands go out. By event time, at most so many
 * orders rest on what happened within a span of one another, so that a backlog read at once is not cheaper than the same spread out.
 */
final class Budgets {
    private static final String SPENT = "spent ";
    /** What happened within a span of what happens now was ordered upon within it and this: older evidence orders nothing. */
    private static final long OLDEST_EVIDENCE = Duration.ofDays(1).toMillis();

    private final DeskStore store;
    private final Agenda agenda;

    Budgets(DeskStore store, Agenda agenda) {
        this.store = store;
        this.agenda = agenda;
    }

    /**
     * What an order counts against.
     *
     * @param event event time, in ms since 1970
     */
    record Spending(String rule, List<String> tags, String name, Endpoint endpoint, long event) {
        private boolean concerns(Budget budget) {
            return budget.holdsFor(rule, tags, endpoint, of(budget.per()));
        }

        private String of(Budget.Per per) {
            return switch (per) {
                case RULE -> rule;
                case ENDPOINT -> name;
                case GROUP -> endpoint.group();
                case ASSET_CLASS -> said(endpoint.criticality());
                case FLEET -> "";
            };
        }
    }

    /** Which budget has nothing left, for people; or empty. */
    String spent(Policy policy, Spending spending, long now) {
        for (Budget budget : policy.budgets()) {
            String of = spending.of(budget.per());
            if (spending.concerns(budget) && !hasLeft(budget, of, spending.event(), now)) {
                return "the budget of " + budget.commands() + " in "
                        + budget.within().toMinutes() + " min per " + said(budget.per()) + " is spent"
                        + (of.isEmpty() ? "" : ": " + of)
                        + (budget.of().isAll() ? "" : ": " + budget.of());
            }
        }
        return "";
    }

    /** Counts an order that goes out. */
    void spend(Policy policy, Spending spending, long now) {
        for (Budget budget : policy.budgets()) {
            String of = spending.of(budget.per());
            if (spending.concerns(budget)) {
                String key = key(budget, of);
                Spent live = live(budget, key, now);
                List<Long> events = new ArrayList<>(live.events());
                List<Long> walls = new ArrayList<>(live.walls());
                events.add(spending.event());
                walls.add(now);
                store.spent().put(key, new Spent(events, walls));
                agenda.note(SPENT + key, now + kept(budget.within()));
            }
        }
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
        while (from < spent.walls().size() && spent.walls().get(from) <= now - kept(budget.within())) {
            from++;
        }
        return new Spent(
                spent.events().subList(from, spent.events().size()),
                spent.walls().subList(from, spent.walls().size()));
    }

    private static long kept(Duration within) {
        return within.toMillis() + OLDEST_EVIDENCE;
    }

    private static String key(Budget budget, String of) {
        return budget.within() + "\n" + budget.commands() + '\n' + said(budget.per()) + '\n'
                + new TreeSet<>(budget.only()) + '\n' + of
                + (budget.of().isAll() ? "" : "\n" + budget.of());
    }

    private static String said(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static boolean isName(String name) {
        return name.startsWith(SPENT);
    }

    /** Forgets what no longer counts. */
    void forget(String name, long now) {
        String key = name.substring(SPENT.length());
        Spent spent = store.spent().get(key);
        Duration within = Duration.parse(key.substring(0, key.indexOf('\n')));
        if (spent != null && spent.walls().get(spent.walls().size() - 1) <= now - kept(within)) {
            store.spent().remove(key);
        }
    }
}
