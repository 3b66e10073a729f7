package io.cordon.engine.response;

import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Target;
import io.cordon.engine.policy.AttackSurfaceRule;
import io.cordon.engine.policy.Automation;
import io.cordon.engine.policy.Endpoint;
import io.cordon.engine.policy.Endpoints;
import io.cordon.engine.policy.Exclusion.Spares;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.policy.Policy.Ruling;
import io.cordon.engine.policy.Policy.Spared;
import io.cordon.engine.policy.Remedies;
import io.cordon.engine.response.Decision.Gate;
import io.cordon.engine.response.Decision.Held;
import io.cordon.engine.response.Decision.Later;
import io.cordon.engine.response.Decision.Order;
import io.cordon.engine.response.Decision.Withheld;
import io.cordon.engine.response.DeskStore.Waiting;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Response.Reach;
import io.cordon.engine.rule.Rule.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Decides which findings become orders: only what policy lets act, certain, fresh, and aimed at the right thing. */
public final class Containment {
    /** How long a person may still approve what was held. */
    public static final Duration HELD = Duration.ofHours(24);

    /** How long what can be disproved is only suspended. */
    public static final Duration SETTLES = Duration.ofSeconds(30);

    private static final String LET_THROUGH = "mode is block, evidence is confirmed and fresh, target is not protected";

    private final Policy policy;
    private final Endpoints endpoints;
    private final Protection protection;
    private final Hooks hooks;

    /** Knows what agents do before an act. */
    interface Hooks {
        /** Whether the agent of an endpoint warns its user of a rule's act, at a time in ms since 1970. */
        boolean warn(AttackSurfaceRule rule, String endpoint, long nowMillis);
    }

    /** Knows what was ordered before. */
    @FunctionalInterface
    public interface Ordered {
        /** Whether a command of this id went out before, or waits. */
        boolean test(String commandId);

        /** What has the lease of an order that went out last longer where its finding still stands, or null where nothing is to. */
        default @Nullable Order renewal(Order order, String finding) {
            return null;
        }
    }

    /** Where no agent has a hook. */
    public Containment(Policy policy, Endpoints endpoints, ProtectedProcesses protectedProcesses) {
        this(policy, endpoints, protectedProcesses, (rule, endpoint, now) -> false);
    }

    Containment(Policy policy, Endpoints endpoints, ProtectedProcesses protectedProcesses, Hooks hooks) {
        this.policy = policy;
        this.endpoints = endpoints;
        this.hooks = hooks;
        this.protection = new Protection(protectedProcesses, policy.never(), endpoints);
    }

    /**
     * Judges one version of a finding.
     *
     * @param now in µs since 1970
     * @param ordered knows what was ordered before
     * @return one decision for each action that is wanted, or the one that holds for all
     */
    public List<Decision> decide(ContainmentCase one, long now, Ordered ordered) {
        return decide(one, "", now, ordered);
    }

    /**
     * Judges a finding anew whose order was not carried out: the same gates for what policy has done then.
     *
     * @param failed the order's id
     */
    List<Decision> escalate(ContainmentCase one, String failed, long now, Ordered ordered) {
        return decide(one, failed, now, ordered);
    }

    private List<Decision> decide(ContainmentCase one, String failed, long now, Ordered ordered) {
        if (one.state() == Finding.State.RETRACTED) {
            return List.of(new Withheld(Gate.RETRACTED, "the finding was disproved"));
        }
        if (one.state() != Finding.State.CONFIRMED) {
            return List.of(new Withheld(Gate.PROVISIONAL, "the finding may still be disproved"));
        }
        if (one.ancestryIncomplete()) {
            return List.of(new Withheld(Gate.PROVISIONAL, "the finding rests on ancestors that were never seen"));
        }
        Endpoint endpoint = endpoints.of(one.endpoint());
        Ruling ruling = ruling(one, endpoint);
        Withheld notWanted = notWanted(one, ruling, now);
        if (notWanted != null) {
            return List.of(notWanted);
        }
        List<Decision> decisions = new ArrayList<>();
        for (Action action : actions(ruling, failed)) {
            decisions.addAll(decide(new Asked(one, action, ruling, endpoint, failed, Set.of()), now, ordered));
        }
        return decisions;
    }

    private Ruling ruling(ContainmentCase one, Endpoint endpoint) {
        return policy.ruling(one.rule(), one.ruleHash(), one.tags(), one.wanted(), endpoint);
    }

    private List<Action> actions(Ruling ruling, String failed) {
        return failed.isEmpty() ? ruling.actions() : policy.patience().escalate();
    }

    /**
     * Judges anew an order that waited, by what holds now.
     *
     * @param lifted gates that do not hold it any more
     * @return an order, or at which gate it is held back
     */
    Decision anew(ContainmentCase one, Waiting waited, Set<Gate> lifted, long now) {
        Action action = waited.action();
        String failed = OrderText.escalates(waited.payload());
        Endpoint endpoint = endpoints.of(one.endpoint());
        Ruling ruling = ruling(one, endpoint);
        Withheld notWanted = notWanted(one, ruling, now);
        if (notWanted != null) {
            return notWanted;
        }
        List<Action> wanted = actions(ruling, failed);
        boolean isForAKill =
                action == Action.SUSPEND && one.disprovable() && wanted.stream().anyMatch(Containment::isFinal);
        return wanted.contains(action) || isForAKill
                ? judge(new Asked(one, action, ruling, endpoint, failed, lifted), now, id -> false)
                : new Withheld(Gate.NO_ACTION, action.written() + " is not wanted any more: " + ruling.why());
    }

    /** At which gate a decision that is no order was held back. */
    static Withheld withheld(Decision decision) {
        if (decision instanceof Held held) {
            return new Withheld(held.gate(), held.why());
        }
        return (Withheld) decision;
    }

    private @Nullable Withheld notWanted(ContainmentCase one, Ruling ruling, long now) {
        if (ruling.mode() == Mode.WARN) {
            return new Withheld(Gate.MODE, warn(one, now) + ": " + ruling.why());
        }
        if (ruling.mode() != Mode.BLOCK) {
            boolean isIdle = one.wanted() == Action.NONE;
            return isIdle
                    ? new Withheld(Gate.NO_ACTION, "the rule wants nothing contained")
                    : new Withheld(Gate.MODE, "the mode is " + ruling.mode() + ": " + ruling.why());
        }
        if (ruling.actions().isEmpty() || ruling.actions().equals(List.of(Action.NONE))) {
            return new Withheld(Gate.NO_ACTION, "nothing is to be contained: " + ruling.why());
        }
        return one.ceiling() == Mode.BLOCK
                ? null
                : new Withheld(Gate.MODE, "the rules were pushed with no more than mode " + one.ceiling());
    }

    /** What was warned of beforehand happened since its user went on, or before the agent knew. */
    private String warn(ContainmentCase one, long now) {
        Optional<AttackSurfaceRule> rule = AttackSurfaceRule.of(one.tags());
        return rule.isPresent() && hooks.warn(rule.get(), one.endpoint(), TimeUnit.MICROSECONDS.toMillis(now))
                ? "the agent warns of it, and its user may go on"
                : "warn becomes audit, no agent asks its user first";
    }

    /** What later evidence can disprove is suspended at once, and ended when there was time for such evidence. */
    private List<Decision> decide(Asked asked, long now, Ordered ordered) {
        Decision decision = judge(asked, now, ordered);
        if (isFinal(asked.action()) && asked.one().disprovable() && decision instanceof Order kill) {
            long due = TimeUnit.MICROSECONDS.toMillis(asked.one().appendTime()) + SETTLES.toMillis();
            return List.of(judge(asked.to(Action.SUSPEND), now, ordered), new Later(kill, due));
        }
        return List.of(decision);
    }

    static boolean isFinal(Action action) {
        return action == Action.KILL || action == Action.KILL_TREE;
    }

    private Decision judge(Asked asked, long now, Ordered ordered) {
        ContainmentCase one = asked.one();
        Action action = asked.action();
        Target target = Aim.of(one, action);
        String stale = asked.lifted().contains(Gate.STALE)
                ? ""
                : stale(one.oldest(), now, micros(policy.freshness().of(action)));
        // Compared without subtracting from the evidence's time: an absent one is the smallest long.
        if (!stale.isEmpty() && (target == null || one.oldest() > now || one.oldest() <= now - micros(HELD))) {
            return new Withheld(Gate.STALE, stale);
        }
        if (target == null) {
            String note = one.targetNote().isEmpty() ? "it is aimed at something else" : one.targetNote();
            return new Withheld(Gate.TARGET, action.written() + " has no target: " + note);
        }
        Withheld never = never(one, action, target, asked.endpoint());
        if (never != null) {
            return never;
        }
        Order first = order(asked, target);
        Order order = ordered.test(first.commandId()) ? ordered.renewal(first, one.finding()) : first;
        if (order == null) {
            return new Withheld(Gate.ALREADY_ORDERED, "command " + first.commandId() + " went out before, or waits");
        }
        Spared spared = policy.spared(one.rule(), one.tags(), asked.endpoint(), target, one.time());
        String approval = approval(action, asked.ruling(), asked.endpoint());
        long expires = TimeUnit.MICROSECONDS.toMillis(one.oldest()) + HELD.toMillis();
        if (!stale.isEmpty()) {
            return new Held(order, Gate.STALE, stale, expires);
        }
        if (one.grafted().contains(target.endpoint()) && !asked.lifted().contains(Gate.EDGE)) {
            String why = "it is none on " + target.endpoint() + " without what came over an edge from another endpoint";
            return new Held(order, Gate.EDGE, why, expires);
        }
        if (spared.spares() == Spares.PERHAPS && !asked.lifted().contains(Gate.EXCLUDED)) {
            return new Held(order, Gate.EXCLUDED, "it cannot be told from what is spared: " + spared.by(), expires);
        }
        return approval.isEmpty() || asked.lifted().contains(Gate.APPROVAL)
                ? order
                : new Held(order, Gate.APPROVAL, approval, expires);
    }

    /** What holds an action back for good, whoever approves it. */
    private @Nullable Withheld never(ContainmentCase one, Action action, Target target, Endpoint endpoint) {
        if (!one.reporters().contains(target.endpoint())) {
            return new Withheld(Gate.FOREIGN, "no evidence is from " + target.endpoint() + " itself");
        }
        String objection = protection.objection(action, target, endpoint);
        if (!objection.isEmpty()) {
            return new Withheld(Gate.PROTECTED, objection);
        }
        Spared spared = policy.spared(one.rule(), one.tags(), endpoint, target, one.time());
        if (spared.spares() == Spares.YES) {
            return new Withheld(Gate.EXCLUDED, spared.by());
        }
        if (!Remedies.allowed(one.capability(), endpoint).contains(action)) {
            return new Withheld(
                    Gate.CAPABILITY,
                    endpoint.isKnown()
                            ? "another antivirus is primary on " + target.endpoint()
                            : target.endpoint() + " has no record: nothing but processes is touched there");
        }
        return endpoint.automation() == Automation.NONE
                ? new Withheld(Gate.APPROVAL, "nothing is ever ordered on " + target.endpoint())
                : null;
    }

    private static String approval(Action action, Ruling ruling, Endpoint endpoint) {
        if (ruling.approval()) {
            return "policy wants a person's approval: " + ruling.why();
        }
        if (action.reach() == Reach.BEYOND) {
            return "evidence of one endpoint orders nothing on an account or address without approval";
        }
        boolean isFree = endpoint.automation() == Automation.FULL
                || (endpoint.automation() == Automation.PROCESSES && action.reach() == Reach.PROCESS);
        return isFree ? "" : "the endpoint's record wants a person's approval";
    }

    private static String stale(long oldest, long now, long limit) {
        if (oldest <= now - limit) {
            return "the evidence is older than " + TimeUnit.MICROSECONDS.toSeconds(limit) + " s";
        }
        return oldest > now + limit ? "the evidence is of a time still to come" : "";
    }

    /** Times come from the evidence and not from now: decided anew after a restore, the order is the same to the byte. */
    private Order order(Asked asked, Target target) {
        Action action = asked.action();
        long start = TimeUnit.MICROSECONDS.toMillis(asked.one().oldest());
        Duration holds = action.isLease()
                ? Leases.duration(action, asked.ruling())
                : policy.freshness().of(action);
        OpenC2.Why why = new OpenC2.Why(asked.ruling().why(), LET_THROUGH, asked.failed());
        return OpenC2.order(
                asked.one(), action, target, asked.endpoint(), policy.allow(), start, start + holds.toMillis(), why);
    }

    private static long micros(Duration duration) {
        return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
    }

    /**
     * An action that is wanted of a finding.
     *
     * @param failed the order that it goes beyond, or empty
     * @param lifted gates that do not hold it any more
     */
    private record Asked(
            ContainmentCase one, Action action, Ruling ruling, Endpoint endpoint, String failed, Set<Gate> lifted) {
        Asked to(Action other) {
            return new Asked(one, other, ruling, endpoint, failed, lifted);
        }
    }
}
