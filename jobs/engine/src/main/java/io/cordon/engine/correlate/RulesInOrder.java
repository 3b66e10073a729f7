package io.cordon.engine.correlate;

import io.cordon.engine.rule.Correlation;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
    private static final String SEVERAL = "";

    private final Correlation correlation;
    /** By rule and length, less one, the latest beginning of a chain. */
    private final long[][] latest;
    /** The same before the present moment. */
    private final long[][] before;
    /** By rule, the event that matched it at the present moment, or that several did. */
    private final @Nullable String[] now;

    private long moment = NEVER;
    private long begin = NEVER;

    RulesInOrder(Correlation correlation) {
        this.correlation = correlation;
        int rules = correlation.rules().size();
        latest = new long[rules][rules];
        before = new long[rules][rules];
        now = new @Nullable String[rules];
        for (long[] lengths : latest) {
            Arrays.fill(lengths, NEVER);
        }
    }

    @Override
    public void enter(Hit hit) {
        if (hit.time() != moment) {
            moment = hit.time();
            Arrays.fill(now, null);
            for (int rule = 0; rule < latest.length; rule++) {
                System.arraycopy(latest[rule], 0, before[rule], 0, latest.length);
            }
        }
        String known = now[hit.part()];
        now[hit.part()] = known == null || known.equals(hit.event()) ? hit.event() : SEVERAL;
        for (int rule = 0; rule < latest.length; rule++) {
            if (now[rule] != null) {
                lengthen(rule);
            }
        }
    }

    private void lengthen(int rule) {
        long[] own = latest[rule];
        System.arraycopy(before[rule], 0, own, 0, own.length);
        own[0] = moment;
        for (int previous = 0; previous < rule; previous++) {
            long[] chains = isSameEvent(previous, rule) ? before[previous] : latest[previous];
            for (int length = 1; length <= previous + 1; length++) {
                own[length] = Math.max(own[length], chains[length - 1]);
            }
        }
    }

    private boolean isSameEvent(int previous, int rule) {
        String event = now[previous];
        return event != null && !event.equals(SEVERAL) && event.equals(now[rule]);
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
