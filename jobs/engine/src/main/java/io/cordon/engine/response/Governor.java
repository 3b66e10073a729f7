package io.cordon.engine.response;

import io.cordon.engine.policy.Endpoint;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.response.Decision.Gate;
import org.jspecify.annotations.Nullable;

/** The brakes: what would be right by itself and is too much together waits for a person. */
final class Governor {
    private static final String SWITCH = "kill switch";
    private static final String EPOCH = "kill switch epoch";

    private final DeskStore store;
    private final Surges surges;
    private final Spreads spreads;
    private final Budgets budgets;

    Governor(DeskStore store, Agenda agenda) {
        this.store = store;
        this.surges = new Surges(store, agenda);
        this.spreads = new Spreads(store, agenda);
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
    Braked brake(String rule, Decision.Order order, Endpoint endpoint, Policy policy, long now) {
        String surge = surges.count(rule, policy.breaker(), order.startMillis(), now);
        if (isSwitchedOff(now)) {
            return switchedOff();
        }
        if (surge != null) {
            return new Braked(Gate.BREAKER, surge);
        }
        Spending spending = Spending.of(order.target().endpoint(), endpoint, order.payload());
        String tooWide = spreads.exceeded(spending, policy.spread(), now);
        if (!tooWide.isEmpty()) {
            return new Braked(Gate.SPREAD, tooWide);
        }
        String spent = budgets.spent(policy, spending, now);
        if (!spent.isEmpty()) {
            return new Braked(Gate.BUDGET, spent);
        }
        spend(policy, spending, now);
        return null;
    }

    /** Counts an order that goes out in any case; what its rule wanted was counted before. */
    void spend(Policy policy, Spending spending, long now) {
        budgets.spend(policy, spending, now);
        spreads.spend(spending, now);
    }

    /** Counts an order that is out and that no brake knows of. */
    void readBack(Policy policy, Spending spending, long appendedMillis) {
        surges.count(spending.rule(), policy.breaker(), spending.event(), appendedMillis);
        spend(policy, spending, appendedMillis);
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

    /** Forgets what no longer counts; returns whether the name was one of its own. */
    boolean forget(String name, long now) {
        if (Budgets.isName(name)) {
            budgets.forget(name, now);
        } else if (Spreads.isName(name)) {
            spreads.forget(name, now);
        } else if (Surges.isName(name)) {
            surges.forget(name, now);
        } else {
            return false;
        }
        return true;
    }
}
