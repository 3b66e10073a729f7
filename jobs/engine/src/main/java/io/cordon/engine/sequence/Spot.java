package io.cordon.engine.sequence;

import io.cordon.engine.correlate.Hit;
import java.util.Comparator;
import java.util.List;

/** A hit with its place in event order. Sorted, spots keep event order; what that leaves open goes by channel and event id. */
record Spot(Hit hit, Standing standing) implements Comparable<Spot> {
    private static final Comparator<Spot> SORTED = Comparator.comparingLong(Spot::time)
            .thenComparing(Spot::endpoint)
            .thenComparing(spot -> spot.standing.channel())
            .thenComparingLong(spot -> spot.standing.number())
            .thenComparing(Spot::event)
            .thenComparingInt(Spot::part);

    static Spot of(Hit hit) {
        return new Spot(hit, Standing.of(hit.share().value()));
    }

    long time() {
        return hit.time();
    }

    String event() {
        return hit.event();
    }

    int part() {
        return hit.part();
    }

    String endpoint() {
        return hit.evidence().endpoint();
    }

    /** Whether event order says that it came before: by time, or within a moment by the number in its channel. */
    boolean isBefore(Spot other) {
        return time() < other.time() || (time() == other.time() && isOrdered(other) && number() < other.number());
    }

    /** Whether event order decides between what happened at the same moment. */
    private boolean isOrdered(Spot other) {
        return standing.isNumbered()
                && other.standing.isNumbered()
                && endpoint().equals(other.endpoint())
                && standing.channel().equals(other.standing.channel());
    }

    private long number() {
        return standing.number();
    }

    /** Whether event order decides between all of these. */
    static boolean areOrdered(List<Spot> moment) {
        Spot first = moment.get(0);
        return moment.stream().allMatch(first::isOrdered);
    }

    @Override
    public int compareTo(Spot other) {
        return SORTED.compare(this, other);
    }
}
