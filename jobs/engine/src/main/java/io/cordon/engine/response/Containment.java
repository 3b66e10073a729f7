package io.cordon.engine.response;

import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Target;
import io.cordon.engine.response.Decision.Gate;
import io.cordon.engine.response.Decision.Withheld;
import io.cordon.engine.rule.Rule;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Decides which findings become orders: only what is meant to block, certain, fresh, and aimed at the right process. */
public final class Containment {
    /** How old evidence may be for a kill. */
    public static final Duration FRESHNESS = Duration.ofMinutes(5);

    private final long freshness;
    private final ProtectedProcesses protectedProcesses;

    public Containment(Duration freshness, ProtectedProcesses protectedProcesses) {
        this.freshness = TimeUnit.NANOSECONDS.toMicros(freshness.toNanos());
        this.protectedProcesses = protectedProcesses;
    }

    /**
     * Judges one version of a finding.
     *
     * @param now in µs since 1970
     * @param ordered whether a command of this id went out before
     */
    public Decision decide(ContainmentCase one, long now, Predicate<String> ordered) {
        Withheld evidence = evidenceGates(one, now);
        if (evidence != null) {
            return evidence;
        }
        Target target = one.target();
        if (target == null) {
            return new Withheld(Gate.TARGET, one.targetNote());
        }
        if (!one.reporters().contains(target.endpoint())) {
            return new Withheld(Gate.FOREIGN, "no evidence is from " + target.endpoint() + " itself");
        }
        String objection = protectedProcesses.objection(target);
        if (!objection.isEmpty()) {
            return new Withheld(Gate.PROTECTED, objection);
        }
        // Times come from the evidence and not from now: decided anew after a restore, the order is the same to the
        // byte.
        Decision.Order order = KillOrder.of(
                one,
                target,
                TimeUnit.MICROSECONDS.toMillis(oldest(one)),
                TimeUnit.MICROSECONDS.toMillis(oldest(one) + freshness));
        return ordered.test(order.commandId())
                ? new Withheld(Gate.ALREADY_ORDERED, "command " + order.commandId() + " went out before")
                : order;
    }

    private @Nullable Withheld evidenceGates(ContainmentCase one, long now) {
        if (!one.wantsKill()) {
            return new Withheld(Gate.NO_ACTION, "the rule wants nothing contained");
        }
        if (one.state() == Finding.State.RETRACTED) {
            return new Withheld(Gate.RETRACTED, "the finding was disproved");
        }
        if (one.state() != Finding.State.CONFIRMED) {
            return new Withheld(Gate.PROVISIONAL, "the finding may still be disproved");
        }
        if (one.ancestryIncomplete()) {
            return new Withheld(Gate.PROVISIONAL, "the finding rests on ancestors that were never seen");
        }
        if (one.mode() != Rule.Mode.BLOCK) {
            return new Withheld(Gate.MODE, "the rule is in mode " + one.mode());
        }
        // Compared without subtracting from the evidence's time: an absent one is the smallest long.
        long oldest = oldest(one);
        if (oldest <= now - freshness) {
            return new Withheld(Gate.STALE, "the evidence is older than " + freshnessSeconds() + " s");
        }
        if (oldest > now + freshness) {
            return new Withheld(Gate.STALE, "the evidence is of a time still to come");
        }
        return null;
    }

    /** The longer of both ages counts: an endpoint's clock may run ahead, and a record may come late. */
    private static long oldest(ContainmentCase one) {
        return Math.min(one.time(), one.appendTime());
    }

    private long freshnessSeconds() {
        return TimeUnit.MICROSECONDS.toSeconds(freshness);
    }
}
