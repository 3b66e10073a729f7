package io.cordon.engine.correlate;

import io.cordon.engine.rule.Correlation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The definition of a correlation's findings, as slow as it reads. */
final class Definition {
    private Definition() {}

    /** The events of each run of windows that satisfy the correlation, in order. */
    static List<String> runs(Correlation correlation, List<Hit> hits) {
        List<Set<Hit>> windows = largest(correlation, hits);
        List<Set<Hit>> runs = new ArrayList<>();
        Set<Hit> before = Set.of();
        for (Set<Hit> window : windows) {
            boolean holds = holds(correlation, List.copyOf(window));
            if (holds && before.stream().anyMatch(window::contains)) {
                runs.get(runs.size() - 1).addAll(window);
            } else if (holds) {
                runs.add(new LinkedHashSet<>(window));
            }
            before = holds ? window : Set.of();
        }
        return runs.stream()
                .map(run -> run.stream().map(Hit::event).distinct().collect(Collectors.joining(" ")))
                .sorted()
                .toList();
    }

    private static List<Set<Hit>> largest(Correlation correlation, List<Hit> hits) {
        long timespan = correlation.timespan().toNanos() / 1000;
        List<Set<Hit>> windows = new ArrayList<>();
        for (Hit begin : hits) {
            windows.add(hits.stream()
                    .filter(hit -> hit.time() >= begin.time() && hit.time() <= begin.time() + timespan)
                    .collect(Collectors.toCollection(LinkedHashSet::new)));
        }
        return windows.stream()
                .distinct()
                .filter(window ->
                        windows.stream().noneMatch(other -> other.size() > window.size() && other.containsAll(window)))
                .toList();
    }

    private static boolean holds(Correlation correlation, List<Hit> window) {
        List<String> values =
                window.stream().map(Hit::value).filter(Objects::nonNull).toList();
        return switch (correlation.type()) {
            case EVENT_COUNT ->
                correlation.holds(BigDecimal.valueOf(
                        window.stream().map(Hit::event).distinct().count()));
            case VALUE_COUNT -> correlation.holds(BigDecimal.valueOf(new HashSet<>(values).size()));
            case TEMPORAL ->
                correlation.holds(BigDecimal.valueOf(
                        window.stream().map(Hit::part).distinct().count()));
            case TEMPORAL_ORDERED -> correlation.holds(BigDecimal.valueOf(longest(window, null, Long.MIN_VALUE, -1)));
            case VALUE_SUM -> !values.isEmpty() && correlation.holds(sum(values));
            case VALUE_AVG ->
                !values.isEmpty()
                        && correlation.holds(
                                sum(values).divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL64));
            case VALUE_PERCENTILE -> percentiles(values).stream().anyMatch(correlation::holds);
        };
    }

    private static BigDecimal sum(List<String> values) {
        return values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The longest chain of rules in their order that goes on from an event. */
    private static int longest(List<Hit> window, @org.jspecify.annotations.Nullable String event, long time, int part) {
        int longest = 0;
        for (Hit hit : window) {
            if (hit.part() > part && hit.time() >= time && !hit.event().equals(event)) {
                longest = Math.max(longest, 1 + longest(window, hit.event(), hit.time(), hit.part()));
            }
        }
        return longest;
    }

    private static List<BigDecimal> percentiles(List<String> values) {
        Map<String, Integer> counts = new HashMap<>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        return counts.values().stream()
                .map(count -> BigDecimal.valueOf(counts.values().stream()
                                .filter(other -> other <= count)
                                .mapToInt(Integer::intValue)
                                .sum())
                        .multiply(BigDecimal.valueOf(100))
                        .divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL64))
                .toList();
    }
}
