package io.cordon.engine.response;

import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Target;
import io.cordon.engine.response.Decision.Gate;
import io.cordon.engine.response.Decision.Withheld;
import io.cordon.engine.rule.Rule;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

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

    /** Judges one version of a finding at a time in µs since 1970. */
    public Decision decide(ContainmentCase one, long now) {
        if (!one.wantsKill()) {
            return new Withheld(Gate.NO_ACTION, "the rule wants nothing contained");
        }
        if (one.mode() != Rule.Mode.BLOCK) {
            return new Withheld(Gate.MODE, "the rule is in mode " + one.mode());
        }
        if (one.state() != Finding.State.CONFIRMED) {
            return new Withheld(Gate.STATE, "the finding is " + one.state());
        }
        Target target = one.target();
        if (target == null) {
            return new Withheld(Gate.TARGET, one.targetNote());
        }
        String objection = protectedProcesses.objection(target);
        if (!objection.isEmpty()) {
            return new Withheld(Gate.PROTECTED, objection);
        }
        long oldest = Math.min(one.time(), one.appendTime());
        if (now - oldest >= freshness) {
            return new Withheld(
                    Gate.STALE, "the evidence is " + TimeUnit.MICROSECONDS.toSeconds(now - oldest) + " s old");
        }
        return KillOrder.of(
                one, target, TimeUnit.MICROSECONDS.toMillis(now), TimeUnit.MICROSECONDS.toMillis(oldest + freshness));
    }
}
