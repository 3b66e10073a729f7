package io.cordon.cli.story;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Time from left to right, to scale within each burst of activity; long gaps between bursts are squeezed, and marked as such.
 *
 * <p>As long as one gap takes more than a third of the axis, all gaps longer than half of it are drawn as half of it.
 */
final class TimeAxis {
    private static final int ROUNDS = 24;
    private static final double TOO_MUCH = 1 / 3.0;
    /** A gap that is drawn at less than this part of its length is marked. */
    private static final double MARKED = 0.5;

    private static final long DAY = 20L * 60 * 60 * 1_000_000;
    private static final int BETWEEN_TICKS = 110;

    private final TreeMap<Long, Double> places = new TreeMap<>();
    private final List<Gap> gaps = new ArrayList<>();

    /** A stretch of time that is drawn shorter than it was. */
    record Gap(double from, double to, long micros) {}

    /** A time that is written at its place. */
    record Tick(long time, double x) {}

    TimeAxis(Collection<Long> times, double left, double right) {
        List<Long> moments = new ArrayList<>(new TreeSet<>(times));
        double longest = squeezed(moments);
        double whole = whole(moments, longest);
        double scale = whole == 0 ? 0 : (right - left) / whole;
        double at = left;
        places.put(moments.get(0), at);
        for (int i = 1; i < moments.size(); i++) {
            long gap = moments.get(i) - moments.get(i - 1);
            double drawn = Math.min((double) gap, longest);
            double next = at + drawn * scale;
            if (drawn < gap * MARKED) {
                gaps.add(new Gap(at, next, gap));
            }
            at = next;
            places.put(moments.get(i), at);
        }
    }

    private static double squeezed(List<Long> moments) {
        double longest = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            double whole = whole(moments, longest);
            double widest = 0;
            for (int k = 1; k < moments.size(); k++) {
                widest = Math.max(widest, Math.min(longest, (double) (moments.get(k) - moments.get(k - 1))));
            }
            // Few moments are as far apart as they can be.
            if (widest <= Math.max(whole * TOO_MUCH, whole / Math.max(1, moments.size() - 1) * 2)) {
                break;
            }
            longest = widest / 2;
        }
        return longest;
    }

    private static double whole(List<Long> moments, double longest) {
        double whole = 0;
        for (int i = 1; i < moments.size(); i++) {
            whole += Math.min(longest, (double) (moments.get(i) - moments.get(i - 1)));
        }
        return whole;
    }

    /** The place of one of the axis's times; of another, that of the last before it. */
    double x(long time) {
        Map.Entry<Long, Double> at = places.floorEntry(time);
        return at == null ? places.firstEntry().getValue() : at.getValue();
    }

    List<Gap> gaps() {
        return gaps;
    }

    /** Times that are written, not too close to each other. */
    List<Tick> ticks() {
        List<Tick> ticks = new ArrayList<>();
        double last = Double.NEGATIVE_INFINITY;
        for (Map.Entry<Long, Double> place : places.entrySet()) {
            if (place.getValue() >= last + BETWEEN_TICKS) {
                last = place.getValue();
                ticks.add(new Tick(place.getKey(), last));
            }
        }
        return ticks;
    }

    boolean spansDays() {
        return places.lastKey() - places.firstKey() > DAY;
    }
}
