package io.cordon.engine.rule;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a Sigma correlation asks of the matches of other rules.
 *
 * @param rules the ids of these rules, in their order
 * @param groupBy the fields that group matches, as the author named them
 * @param timespan how long a window is, both ends included
 * @param limits what must hold of a window's measure, all of them
 */
public record Correlation(Type type, List<String> rules, List<String> groupBy, Duration timespan, List<Limit> limits) {
    public Correlation {
        rules = List.copyOf(rules);
        groupBy = List.copyOf(groupBy);
        limits = List.copyOf(limits);
    }

    /** What is measured in a window. */
    public enum Type {
        /** How many events. */
        EVENT_COUNT,
        /** How many values of a field, or of several fields together. */
        VALUE_COUNT,
        /** How many of the rules matched. */
        TEMPORAL,
        /** How many of the rules matched, one after the other in their order. */
        TEMPORAL_ORDERED,
        /** The sum of a field's numbers. */
        VALUE_SUM,
        /** The mean of a field's numbers. */
        VALUE_AVG,
        /** For each value of a field: which share of the events, in percent, has values seen at most as often. */
        VALUE_PERCENTILE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it measures the values of a field. */
        public boolean isOfValues() {
            return this == VALUE_COUNT || this == VALUE_SUM || this == VALUE_AVG || this == VALUE_PERCENTILE;
        }

        /** Whether these are numbers. */
        public boolean isOfNumbers() {
            return this == VALUE_SUM || this == VALUE_AVG;
        }

        /** Whether a window that takes in more events never measures less. */
        public boolean grows() {
            return this == EVENT_COUNT || this == VALUE_COUNT || this == TEMPORAL || this == TEMPORAL_ORDERED;
        }
    }

    /** A bound of a window's measure. */
    public record Limit(Operator operator, BigDecimal bound) {
        public boolean holds(BigDecimal measure) {
            int compared = measure.compareTo(bound);
            return switch (operator) {
                case GT -> compared > 0;
                case GTE -> compared >= 0;
                case LT -> compared < 0;
                case LTE -> compared <= 0;
                case EQ -> compared == 0;
                case NEQ -> compared != 0;
            };
        }
    }

    public enum Operator {
        GT,
        GTE,
        LT,
        LTE,
        EQ,
        NEQ
    }

    public boolean holds(BigDecimal measure) {
        return limits.stream().allMatch(limit -> limit.holds(measure));
    }

    /** Whether a window that satisfies it does so whatever else happens: else it is decided when the window has passed. */
    public boolean isMonotone() {
        return type.grows()
                && limits.stream().allMatch(limit -> limit.operator == Operator.GT || limit.operator == Operator.GTE);
    }
}
