package io.cordon.agent;

import io.cordon.schemas.HookMode;
import io.cordon.schemas.Order;
import io.cordon.schemas.OrderTarget;
import io.cordon.schemas.Verb;
import io.cordon.wire.Outcome;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Is asked before an act, and answers what the standing orders say of it.
 *
 * <p>It never waits, for a user neither: what is warned of is held at once, and passes when it is tried again after the user went on.
 * That word counts for a day, for the rule and what the act was about, over a restart too. What nobody ordered, and what was ordered
 * until a time that has come, passes. Thread-safe: whoever sees acts asks from threads of its own.
 */
public final class Hook implements Actuator {
    /** How long a user's word counts. */
    public static final long BYPASS_MILLIS = TimeUnit.HOURS.toMillis(24);

    private final Set<String> rules;
    private final boolean seesHashes;
    private final Optional<User> user;
    private final LongSupplier clock;
    private final Map<String, Map<String, Order>> inForce =
            new HashMap<>(); // by target, then by lease: each holds by itself
    private final HookReports reports = new HookReports();
    private final Bypasses bypasses = new Bypasses();

    /** What becomes of an act. */
    public enum Answer {
        ALLOW,
        HOLD
    }

    /**
     * A hook.
     *
     * @param rules the ids of the rules whose acts it is asked about
     * @param seesHashes whether it is asked about images that are about to run, with their hash
     * @param user empty where nobody can be asked: then warn is audit
     * @param clock the time in ms since 1970
     */
    public Hook(Set<String> rules, boolean seesHashes, Optional<User> user, LongSupplier clock) {
        this.rules = Set.copyOf(rules);
        this.seesHashes = seesHashes;
        this.user = user;
        this.clock = clock;
    }

    @Override
    public Set<Verb> verbs() {
        Set<Verb> verbs = EnumSet.noneOf(Verb.class);
        if (!rules.isEmpty()) {
            verbs.add(Verb.HOLD);
        }
        if (seesHashes) {
            verbs.add(Verb.DENY_HASH);
        }
        return verbs;
    }

    /** {@code hold:RULE} for each rule, and {@code ask-user}. */
    @Override
    public Stream<String> capabilities() {
        return Stream.concat(
                new TreeSet<>(rules).stream().map(rule -> "hold:" + rule),
                user.isPresent() ? Stream.of("ask-user") : Stream.empty());
    }

    @Override
    public synchronized Result perform(Order order, boolean again) {
        if (order.target() instanceof OrderTarget.Behaviour behaviour && !rules.contains(behaviour.rule())) {
            return Result.notFound("there is no hook for " + behaviour.rule());
        }
        inForce.computeIfAbsent(order.target().key(), key -> new LinkedHashMap<>())
                .put(order.lease(), order);
        String effect = mode(order).written();
        return Result.released(effect.equals(wanted(order)) ? effect : wanted(order) + " is audit: nobody can be asked")
                .with("mode", effect);
    }

    private static String wanted(Order order) {
        return order.target() instanceof OrderTarget.Behaviour behaviour
                ? behaviour.mode().written()
                : HookMode.BLOCK.written();
    }

    private HookMode mode(Order order) {
        HookMode mode = order.target() instanceof OrderTarget.Behaviour behaviour ? behaviour.mode() : HookMode.BLOCK;
        return mode == HookMode.WARN && user.isEmpty() ? HookMode.AUDIT : mode;
    }

    @Override
    public synchronized Result end(Lease lease) {
        inForce.computeIfPresent(lease.order().target().key(), (key, orders) -> {
            orders.remove(lease.id());
            return orders.isEmpty() ? null : orders;
        });
        return Result.released("no longer held");
    }

    /** Whether any image is denied by its hash now: else nobody has to see what runs. */
    public synchronized boolean deniesImages() {
        long now = clock.getAsLong();
        return inForce.values().stream()
                .flatMap(orders -> orders.values().stream())
                .anyMatch(one -> one.verb() == Verb.DENY_HASH && one.stopMillis() > now);
    }

    /** What becomes of an act that is about to happen. */
    public Answer ask(Act act) {
        Answer answer = Answer.ALLOW;
        for (String key :
                new String[] {"behaviour " + act.rule(), "hash " + act.sha256().toLowerCase(Locale.ROOT)}) {
            if (judge(key, act) == Answer.HOLD) {
                answer = Answer.HOLD;
            }
        }
        return answer;
    }

    private Answer judge(String key, Act act) {
        boolean isAsked;
        synchronized (this) {
            long now = clock.getAsLong();
            Optional<Order> strictest = strictest(key, now);
            if (strictest.isEmpty()) {
                return Answer.ALLOW;
            }
            Order order = strictest.get();
            HookMode mode = mode(order);
            if (mode == HookMode.WARN && bypasses.holds(key, act.object(), now)) {
                reports.add(order, Outcome.bypassed, act, now);
                return Answer.ALLOW;
            }
            Outcome outcome = switch (mode) {
                case BLOCK -> Outcome.blocked;
                case WARN -> Outcome.warned;
                case AUDIT -> Outcome.audited;
            };
            boolean isNews = reports.add(order, outcome, act, now);
            if (mode != HookMode.WARN) {
                return mode == HookMode.BLOCK ? Answer.HOLD : Answer.ALLOW;
            }
            isAsked = isNews;
        }
        if (isAsked) {
            user.ifPresent(one -> one.warn(act, () -> goOn(key, act.object())));
        }
        return Answer.HOLD;
    }

    /** Of several orders about the same the strictest counts; the end of one does not wait for anybody to end it. */
    private Optional<Order> strictest(String key, long now) {
        return inForce.getOrDefault(key, Map.of()).values().stream()
                .filter(one -> one.stopMillis() > now)
                .min(Comparator.comparing(this::mode)); // block, warn, audit
    }

    private synchronized void goOn(String key, String object) {
        bypasses.add(key, object, clock.getAsLong() + BYPASS_MILLIS);
    }

    /** Takes up what users said before, as a journal kept it. */
    synchronized void remember(Map<String, Long> kept) {
        bypasses.remember(kept);
    }

    /** What users said and nobody has written down yet. */
    synchronized List<Bypasses.Bypass> unwritten() {
        return bypasses.unwritten();
    }

    synchronized void written(Bypasses.Bypass one) {
        bypasses.written(one);
    }

    /** What happened since the last time. */
    synchronized List<HookReports.Report> reports() {
        return reports.take();
    }
}
