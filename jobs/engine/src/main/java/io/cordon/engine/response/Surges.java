package io.cordon.engine.response;

import io.cordon.engine.policy.Policy;
import io.cordon.engine.response.DeskStore.Past;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule against its own past: what it wants counts, whether it gets it or not.
 *
 * <p>By the clock and by event time, as budgets do: a surge is none the less one where its backlog is read at leisure. An hour in which
 * the rule wanted too much is no past to go by, or a surge that lasts would allow itself ten times as much in each hour to come.
 */
final class Surges {
    private static final int PAST_HOURS = 7 * 24;
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final String NAME = "past ";
    private static final String BY_EVENTS = "\nby events";
    private static final String TOO_MUCH = "\ntoo much";

    private final DeskStore store;
    private final Agenda agenda;

    Surges(DeskStore store, Agenda agenda) {
        this.store = store;
        this.agenda = agenda;
    }

    /**
     * Counts what a rule wants, and says what is too much of it, for people; or null.
     *
     * @param event event time, in ms since 1970
     */
    @Nullable
    String count(String rule, Policy.Breaker breaker, long event, long now) {
        String byClock = countIn(rule, breaker, now / HOUR, now);
        String byEvents = countIn(rule + BY_EVENTS, breaker, event / HOUR, now);
        return byClock == null ? byEvents : byClock;
    }

    private @Nullable String countIn(String key, Policy.Breaker breaker, long hour, long now) {
        Map<Long, Integer> hours = hours(key, now);
        Map<Long, Integer> tooMuch = hours(key + TOO_MUCH, now);
        int busiest = hours.entrySet().stream()
                .filter(one -> one.getKey() < hour)
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(0);
        Integer before = tooMuch.get(hour);
        int wanted = before == null ? hours.merge(hour, 1, Integer::sum) : before;
        if (before == null && wanted <= Math.max(breaker.atLeast(), (long) breaker.times() * busiest)) {
            keep(key, hours, hour);
            return null;
        }
        if (before == null) {
            hours.remove(hour);
            tooMuch.put(hour, wanted);
            keep(key, hours, hour);
            keep(key + TOO_MUCH, tooMuch, hour);
        }
        return "the rule wants something contained for the " + wanted + "th time within an hour; in its"
                + " busiest hour of the last week it did so " + busiest + " times";
    }

    private Map<Long, Integer> hours(String key, long now) {
        Past past = store.past().get(key);
        Map<Long, Integer> hours = new HashMap<>(past == null ? Map.of() : past.hours());
        hours.keySet().removeIf(hour -> hour < now / HOUR - PAST_HOURS);
        return hours;
    }

    private void keep(String key, Map<Long, Integer> hours, long hour) {
        store.past().put(key, new Past(hours));
        agenda.note(NAME + key, (hour + PAST_HOURS + 1) * HOUR);
    }

    static boolean isName(String name) {
        return name.startsWith(NAME);
    }

    /** Forgets what no longer counts. */
    void forget(String name, long now) {
        String key = name.substring(NAME.length());
        if (store.past().get(key) != null && hours(key, now).isEmpty()) {
            store.past().remove(key);
        }
    }
}
