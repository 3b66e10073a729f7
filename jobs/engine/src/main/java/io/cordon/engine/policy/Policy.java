package io.cordon.engine.policy;

import io.cordon.engine.finding.Target;
import io.cordon.engine.policy.Exclusion.Spares;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.Rule.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What findings may do, as a person wrote it.
 *
 * @param name its name
 * @param versions the hash of each rule that may do more than audit, by its id in lower case: another version of it starts in audit again
 * @param never whom no containment cuts off
 * @param allow addresses that a selective isolation leaves open
 * @param spread from how many endpoints on orders against one thing wait for approval
 * @param breaker when a rule wants too much
 * @param freshness how old evidence may be
 * @param patience how long an agent's answer is waited for, and what is done without it
 */
public record Policy(
        String name,
        List<Statement> statements,
        List<Exclusion> exclusions,
        Map<String, String> versions,
        List<Budget> budgets,
        NeverContained never,
        List<String> allow,
        int spread,
        Breaker breaker,
        Freshness freshness,
        Patience patience) {
    static final int SPREAD = 10;

    /** Without a policy everything is audited. */
    public static final Policy NONE = new Policy(
            "none",
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            NeverContained.BUILT_IN,
            List.of(),
            SPREAD,
            Breaker.DEFAULT,
            Freshness.DEFAULT,
            Patience.DEFAULT);

    public Policy {
        statements = List.copyOf(statements);
        exclusions = List.copyOf(exclusions);
        versions = Map.copyOf(lower(versions));
        budgets = List.copyOf(budgets);
        allow = List.copyOf(allow);
    }

    /**
     * When a rule wants far more than it ever did.
     *
     * @param times how many times what it wanted in its busiest hour of the last week it may want in an hour
     * @param atLeast how often it may want something in an hour anyway
     */
    public record Breaker(int times, int atLeast) {
        static final Breaker DEFAULT = new Breaker(10, 30);
    }

    /**
     * How old evidence may be.
     *
     * @param kill for what is done to processes and to what they left
     * @param isolate for everything else
     */
    public record Freshness(Duration kill, Duration isolate) {
        public static final Freshness DEFAULT = new Freshness(Duration.ofMinutes(5), Duration.ofHours(1));

        public Duration of(Action action) {
            return switch (action.reach()) {
                case NOTHING, PROCESS, ARTIFACT -> kill;
                case HASH, ENDPOINT, BEYOND -> isolate;
            };
        }

        public Duration longest() {
            return kill.compareTo(isolate) > 0 ? kill : isolate;
        }
    }

    /**
     * How long an agent's answer is waited for.
     *
     * @param within after how long an order is sent again
     * @param sends how often it goes out at most
     * @param escalate what is done on the endpoint where a process could not be ended
     */
    public record Patience(Duration within, int sends, List<Action> escalate) {
        public static final Patience DEFAULT = new Patience(Duration.ofSeconds(30), 3, List.of(Action.ISOLATE));

        public Patience {
            escalate = List.copyOf(escalate);
        }
    }

    /** With the versions of rules that may block; those that it names itself stand. */
    public Policy pinned(Map<String, String> hashes) {
        Map<String, String> all = lower(hashes);
        all.putAll(versions);
        return new Policy(
                name, statements, exclusions, all, budgets, never, allow, spread, breaker, freshness, patience);
    }

    private static Map<String, String> lower(Map<String, String> versions) {
        Map<String, String> lower = new HashMap<>();
        versions.forEach((rule, hash) -> lower.put(rule.toLowerCase(Locale.ROOT), hash));
        return lower;
    }

    /** Whether it wants to block and names no version that may. */
    public boolean lacksVersions() {
        return versions.isEmpty()
                && statements.stream().anyMatch(one -> one.mode().compareTo(Mode.AUDIT) > 0);
    }

    public Policy within(Freshness other) {
        return new Policy(
                name, statements, exclusions, versions, budgets, never, allow, spread, breaker, other, patience);
    }

    /**
     * What the policy says of a rule's findings on an endpoint. Of the statements that select it those count that say most of it
     * (a rule before a tag before all; a group before all endpoints). Where these differ the most careful stands, each part by
     * itself: the weakest mode, only the actions of all of them, the shortest duration, approval if one wants it.
     */
    public Ruling ruling(String rule, String hash, List<String> tags, Action wanted, Endpoint endpoint) {
        List<Statement> selecting = statements.stream()
                .filter(one -> one.selector().selects(rule, tags, endpoint))
                .toList();
        int most = selecting.stream()
                .mapToInt(one -> one.selector().weight())
                .max()
                .orElse(0);
        List<Statement> counting = selecting.stream()
                .filter(one -> one.selector().weight() == most)
                .toList();
        if (counting.isEmpty()) {
            return new Ruling(
                    Mode.AUDIT, List.of(), null, true, false, "no statement of policy " + name + " is about it");
        }
        Mode mode = counting.stream()
                .map(Statement::mode)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        String why = "policy " + name + ", line "
                + String.join(
                        ", ", counting.stream().map(one -> "" + one.line()).toList());
        if (mode.compareTo(Mode.AUDIT) > 0 && !hash.equals(versions.get(rule.toLowerCase(Locale.ROOT)))) {
            return new Ruling(
                    Mode.AUDIT, List.of(), null, true, false, why + ", does not name this version of the rule");
        }
        return new Ruling(
                mode,
                actions(counting, wanted),
                counting.stream()
                        .map(Statement::duration)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                counting.stream().map(Statement::duration).anyMatch(Objects::isNull),
                counting.stream().anyMatch(Statement::approval),
                why);
    }

    /**
     * The rule as it judges under this policy. One that a correlation silences is heard all the same where the policy may act on what it finds: Sigma's
     * {@code generate} governs what is shown.
     */
    public Rule heard(Rule rule) {
        return rule.raises() || !mayActOn(rule) ? rule : rule.hidden();
    }

    private boolean mayActOn(Rule rule) {
        return rule.hash().equals(versions.get(rule.id().toLowerCase(Locale.ROOT)))
                && statements.stream()
                        .anyMatch(one -> one.mode().compareTo(Mode.AUDIT) > 0
                                && one.selector().isAbout(rule.id(), rule.tags()));
    }

    private static List<Action> actions(List<Statement> counting, Action wanted) {
        List<Action> all = null;
        for (Statement one : counting) {
            List<Action> its = one.response().isEmpty() ? List.of(wanted) : one.response();
            if (all == null) {
                all = new ArrayList<>(its);
            } else {
                all.retainAll(its);
            }
        }
        return all == null ? List.of() : all.stream().distinct().sorted().toList();
    }

    /** Whether an exclusion may spare some of what a rule finds on an endpoint of that name, at a time in µs since 1970. */
    public boolean mayExclude(String rule, List<String> tags, Endpoint endpoint, String name, long time) {
        return exclusions.stream().anyMatch(one -> one.concerns(rule, tags, endpoint, name, time));
    }

    /** What is spared, and by which exclusion; the first that certainly does, else the first that perhaps does. */
    public Spared spared(String rule, List<String> tags, Endpoint endpoint, Target target, long time) {
        Spared perhaps = new Spared(Spares.NO, "");
        for (Exclusion one : exclusions) {
            Spares spares = one.spares(rule, tags, endpoint, target, time);
            if (spares == Spares.YES) {
                return new Spared(spares, one.said());
            }
            if (spares == Spares.PERHAPS && perhaps.spares() == Spares.NO) {
                perhaps = new Spared(spares, one.said());
            }
        }
        return perhaps;
    }

    /**
     * Whether something is spared.
     *
     * @param by the exclusion, for people
     */
    public record Spared(Spares spares, String by) {}

    /**
     * What a policy says of a rule's findings on an endpoint.
     *
     * @param actions what is to be done, in their order
     * @param duration how long at most, or null where no statement says it
     * @param isUsualToo whether a statement leaves it at each action's usual, which then counts beside the others
     * @param why the statements, for people
     */
    public record Ruling(
            Mode mode,
            List<Action> actions,
            @Nullable Duration duration,
            boolean isUsualToo,
            boolean approval,
            String why) {
        public Ruling {
            actions = List.copyOf(actions);
        }
    }
}
