package io.cordon.engine.correlate;

import io.cordon.engine.rule.Correlation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a correlation measures of a window that slides: hits enter it in order and leave it in order. */
interface Measure {
    void enter(Hit hit);

    void leave(Hit hit);

    /** Whether the window satisfies the correlation. */
    boolean holds();

    static Measure of(Correlation correlation) {
        return switch (correlation.type()) {
            case EVENT_COUNT -> new Events(correlation);
            case VALUE_COUNT -> new Values(correlation);
            case TEMPORAL -> new Rules(correlation);
            case TEMPORAL_ORDERED -> new RulesInOrder(correlation);
            case VALUE_SUM -> new Numbers(correlation, false);
            case VALUE_AVG -> new Numbers(correlation, true);
            case VALUE_PERCENTILE -> new Percentile(correlation);
        };
    }

    /** Counts events; one that several of the rules match is one. */
    final class Events implements Measure {
        private final Correlation correlation;
        private final Tally<String> events = new Tally<>();

        Events(Correlation correlation) {
            this.correlation = correlation;
        }

        @Override
        public void enter(Hit hit) {
            events.add(hit.event(), 1);
        }

        @Override
        public void leave(Hit hit) {
            events.add(hit.event(), -1);
        }

        @Override
        public boolean holds() {
            return correlation.holds(BigDecimal.valueOf(events.distinct()));
        }
    }

    /** Counts distinct values, in any case as Sigma compares them. */
    final class Values implements Measure {
        private final Correlation correlation;
        private final Tally<String> values = new Tally<>();

        Values(Correlation correlation) {
            this.correlation = correlation;
        }

        @Override
        public void enter(Hit hit) {
            count(hit, 1);
        }

        @Override
        public void leave(Hit hit) {
            count(hit, -1);
        }

        private void count(Hit hit, int change) {
            if (hit.value() != null) {
                values.add(hit.value().toLowerCase(Locale.ROOT), change);
            }
        }

        @Override
        public boolean holds() {
            return correlation.holds(BigDecimal.valueOf(values.distinct()));
        }
    }

    /** Counts the rules that matched. */
    final class Rules implements Measure {
        private final Correlation correlation;
        private final Tally<Integer> parts = new Tally<>();

        Rules(Correlation correlation) {
            this.correlation = correlation;
        }

        @Override
        public void enter(Hit hit) {
            parts.add(hit.part(), 1);
        }

        @Override
        public void leave(Hit hit) {
            parts.add(hit.part(), -1);
        }

        @Override
        public boolean holds() {
            return correlation.holds(BigDecimal.valueOf(parts.distinct()));
        }
    }

    /** Adds numbers up; a value that is none counts for nothing. */
    final class Numbers implements Measure {
        private static final int MOST_DIGITS = 40;

        private final Correlation correlation;
        private final boolean mean;
        private BigDecimal sum = BigDecimal.ZERO;
        private long count;

        Numbers(Correlation correlation, boolean mean) {
            this.correlation = correlation;
            this.mean = mean;
        }

        @Override
        public void enter(Hit hit) {
            BigDecimal number = number(hit.value());
            if (number != null) {
                sum = sum.add(number);
                count++;
            }
        }

        @Override
        public void leave(Hit hit) {
            BigDecimal number = number(hit.value());
            if (number != null) {
                sum = sum.subtract(number);
                count--;
            }
        }

        @Override
        public boolean holds() {
            if (count == 0) {
                return false;
            }
            return correlation.holds(mean ? sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL64) : sum);
        }

        private static @Nullable BigDecimal number(@Nullable String value) {
            if (value == null || value.length() > MOST_DIGITS) {
                return null;
            }
            try {
                BigDecimal number = new BigDecimal(value);
                return Math.abs(number.scale()) > MOST_DIGITS ? null : number;
            } catch (NumberFormatException e) {
                return null;
            }
        }
    }

    /**
     * Ranks values by how often they were seen. A value's percentile is the share of the window's events, in percent, whose
     * values were seen at most as often as it: of a thousand process starts, the one of a program seen once has 0.1. The window
     * satisfies the correlation where one of its values does.
     */
    final class Percentile implements Measure {
        private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

        private final Correlation correlation;
        private final Tally<String> values = new Tally<>();
        /** How many values were seen so often; there are few numbers of times. */
        private final TreeMap<Integer, Integer> valuesByCount = new TreeMap<>();

        private int events;

        Percentile(Correlation correlation) {
            this.correlation = correlation;
        }

        @Override
        public void enter(Hit hit) {
            count(hit, 1);
        }

        @Override
        public void leave(Hit hit) {
            count(hit, -1);
        }

        private void count(Hit hit, int change) {
            String value = hit.value() == null ? null : hit.value().toLowerCase(Locale.ROOT);
            if (value != null) {
                int before = values.count(value);
                step(before, -1);
                step(before + change, 1);
                values.add(value, change);
                events += change;
            }
        }

        private void step(int count, int change) {
            if (count > 0) {
                valuesByCount.merge(count, change, (now, more) -> now + more == 0 ? null : now + more);
            }
        }

        @Override
        public boolean holds() {
            int sum = 0;
            for (Map.Entry<Integer, Integer> entry : valuesByCount.entrySet()) {
                sum += entry.getKey() * entry.getValue();
                BigDecimal share = BigDecimal.valueOf(sum)
                        .multiply(HUNDRED)
                        .divide(BigDecimal.valueOf(events), MathContext.DECIMAL64);
                if (correlation.holds(share)) {
                    return true;
                }
            }
            return false;
        }
    }
}
