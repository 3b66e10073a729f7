package io.cordon.engine.correlate;

import io.cordon.engine.rule.Correlation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Counts the rules that matched one after the other in their order.
 *
 * <p>For each rule and each length of a chain that ends with it, the latest moment at which such a chain began is kept: a window
 * holds a chain of that length if that moment is not before its begin. A hit that enters lengthens the chains of the rules before
 * its own, so a hit costs the square of the number of rules, and nothing is done when one leaves. Hits of one moment have no order:
 * each may come before the other, but no event before itself.
 */
final class RulesInOrder implements Measure {
    private static final long NEVER = Long.MIN_VALUE;
    /** Beyond so many hits of one moment another one says nothing new. */
    private static final int MOST_TIED = 64;

    private final Correlation correlation;
    /** By rule and length, less one, the latest beginning of a chain. */
    private final long[][] latest;
    /** The same before the present moment. */
    private final long[][] before;

    private final List<Tied> now = new ArrayList<>();
    private long moment = NEVER;
    private long begin = NEVER;

    RulesInOrder(Correlation correlation) {
        this.correlation = correlation;
        int rules = correlation.rules().size();
        latest = new long[rules][rules];
        before = new long[rules][rules];
        for (long[] lengths : latest) {
            Arrays.fill(lengths, NEVER);
        }
    }

    /** A hit of the present moment, with the chains that end with it. */
    @SuppressWarnings("ArrayRecordComponent") // filled again with each hit of the moment
    private record Tied(int rule, String event, long[] chains) {}

    @Override
    public void enter(Hit hit) {
        if (hit.time() != moment) {
            moment = hit.time();
            now.clear();
            for (int rule = 0; rule < latest.length; rule++) {
                System.arraycopy(latest[rule], 0, before[rule], 0, latest.length);
            }
        }
        if (now.size() < MOST_TIED) {
            now.add(new Tied(hit.part(), hit.event(), new long[latest.length]));
            now.sort(Comparator.comparingInt(Tied::rule));
            now.forEach(this::lengthen);
        }
    }

    private void lengthen(Tied tied) {
        long[] chains = tied.chains;
        Arrays.fill(chains, NEVER);
        chains[0] = moment;
        for (int rule = 0; rule < tied.rule; rule++) {
            goOn(chains, before[rule]);
        }
        for (Tied other : now) {
            if (other.rule < tied.rule && !other.event.equals(tied.event)) {
                goOn(chains, other.chains);
            }
        }
        long[] all = latest[tied.rule];
        for (int length = 0; length < all.length; length++) {
            all[length] = Math.max(all[length], chains[length]);
        }
    }

    private static void goOn(long[] chains, long[] shorter) {
        for (int length = 1; length < chains.length; length++) {
            chains[length] = Math.max(chains[length], shorter[length - 1]);
        }
    }

    @Override
    public void leave(Hit hit) {
        begin = hit.time() + 1; // a window begins with all hits of a moment or with none
    }

    @Override
    public boolean holds() {
        int longest = 0;
        for (long[] lengths : latest) {
            for (int length = longest + 1; length <= lengths.length; length++) {
                if (lengths[length - 1] != NEVER && lengths[length - 1] >= begin) {
                    longest = length;
                }
            }
        }
        return correlation.holds(BigDecimal.valueOf(longest));
    }
}
