package io.cordon.engine.match;

import io.cordon.engine.condition.Predicate.Compare;
import io.cordon.engine.condition.Predicate.Order;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The comparisons of one field with numbers, in the order of their bounds: those that hold for a number are a run of each list.
 *
 * <p>For whole numbers, which fields hold, every bound is a whole number too: below 2.5 is at most 2.
 */
final class Numbers {
    /** More digits may not fit into a long. */
    private static final int DIGITS = 18;

    private final List<Bound> bounds;
    private final long[] most;
    private final int[] mostHits;
    private final long[] least;
    private final int[] leastHits;

    private Numbers(List<Bound> bounds) {
        this.bounds = bounds;
        List<Bound> upper = bounds.stream()
                .filter(bound -> bound.upper)
                .sorted(Comparator.comparingLong((Bound bound) -> bound.whole).reversed())
                .toList();
        List<Bound> lower = bounds.stream()
                .filter(bound -> !bound.upper)
                .sorted(Comparator.comparingLong(bound -> bound.whole))
                .toList();
        most = upper.stream().mapToLong(Bound::whole).toArray();
        mostHits = upper.stream().mapToInt(Bound::hit).toArray();
        least = lower.stream().mapToLong(Bound::whole).toArray();
        leastHits = lower.stream().mapToInt(Bound::hit).toArray();
    }

    /** One comparison: what a whole number is at most or at least, and the hit where it is. */
    private record Bound(Compare compare, boolean upper, long whole, int hit) {
        static Bound of(Compare compare, int hit) {
            Order order = compare.order();
            boolean upper = order == Order.LESS || order == Order.LESS_OR_EQUAL;
            boolean floor = order == Order.LESS_OR_EQUAL || order == Order.GREATER;
            BigDecimal whole = compare.operand().setScale(0, floor ? RoundingMode.FLOOR : RoundingMode.CEILING);
            int past = order == Order.LESS ? -1 : order == Order.GREATER ? 1 : 0;
            return new Bound(compare, upper, clamped(whole.add(BigDecimal.valueOf(past))), hit);
        }

        private static long clamped(BigDecimal whole) {
            return whole.max(BigDecimal.valueOf(Long.MIN_VALUE))
                    .min(BigDecimal.valueOf(Long.MAX_VALUE))
                    .longValue();
        }
    }

    /** The index of what is asked of a field; null where none of it is a comparison with a number. */
    static @Nullable Numbers of(List<Asked> asked, HitTable.Builder hits) {
        List<Bound> bounds = new ArrayList<>();
        for (Asked one : asked) {
            if (one.predicate() instanceof Compare compare) {
                bounds.add(Bound.of(compare, one.hit(HitTable.NONE, hits)));
            }
        }
        return bounds.isEmpty() ? null : new Numbers(bounds);
    }

    void find(String text, Scratch scratch) {
        if (!isWhole(text)) {
            for (Bound bound : bounds) {
                if (TextTest.compares(text, bound.compare)) {
                    scratch.hit(bound.hit);
                }
            }
            return;
        }
        long number = whole(text);
        for (int i = 0; i < most.length && number <= most[i]; i++) {
            scratch.hit(mostHits[i]);
        }
        for (int i = 0; i < least.length && number >= least[i]; i++) {
            scratch.hit(leastHits[i]);
        }
    }

    private static boolean isWhole(String text) {
        int digits = text.length() - first(text);
        if (digits == 0 || digits > DIGITS) {
            return false;
        }
        for (int i = first(text); i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static int first(String text) {
        return text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    }

    private static long whole(String text) {
        long number = 0;
        for (int i = first(text); i < text.length(); i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return text.startsWith("-") ? -number : number;
    }
}
