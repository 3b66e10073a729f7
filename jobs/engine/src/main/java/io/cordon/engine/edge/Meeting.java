package io.cordon.engine.edge;

import io.cordon.engine.edge.Trace.Called;
import io.cordon.engine.edge.Trace.Caller;
import io.cordon.engine.edge.Trace.Candidate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The halves at one key, and how far the clocks of the endpoints lie apart that wrote them.
 *
 * <p>Two ends of a connection have the port in common, so they are found with clocks that differ; the differences of all that were
 * found give the offset (their median, which one late report does not move), and where a port was used twice the offset tells which
 * end belongs to which.
 */
final class Meeting {
    /** A port is not used again for minutes; reports of one connection lie closer. */
    static final long SAME_CONNECTION = 600_000_000L;

    private final List<Trace> callers;
    private final Collection<Trace> called;

    Meeting(Collection<Trace> callers, Collection<Trace> called) {
        this.callers = callers.stream()
                .sorted(Comparator.comparing((Trace trace) -> half(trace).seen(), Sighting.ORDER))
                .toList();
        this.called = called;
    }

    static Caller half(Trace trace) {
        return Objects.requireNonNull(trace.caller());
    }

    List<Trace> callers() {
        return callers;
    }

    /** Who called from a port at a time on another endpoint's clock, or null. */
    @Nullable
    Trace callerAt(int port, Sighting seen) {
        return callers.stream()
                .filter(caller -> half(caller).port() == port)
                .filter(caller -> distance(caller, seen) <= SAME_CONNECTION)
                .min(Comparator.comparingLong((Trace caller) -> distance(caller, seen))
                        .thenComparing(caller -> half(caller).seen(), Sighting.ORDER))
                .orElse(null);
    }

    private long distance(Trace caller, Sighting seen) {
        Long offset = offset(caller.endpoint(), seen.endpoint());
        return Math.abs(half(caller).seen().time() - seen.time() - (offset == null ? 0 : offset));
    }

    /** How far one endpoint's clock runs ahead of another's in µs, or null where nothing tells. */
    @Nullable
    Long offset(String caller, String target) {
        List<Long> differences = called.stream()
                .filter(trace -> trace.endpoint().equals(target))
                .flatMap(trace -> candidates(Objects.requireNonNull(trace.called())))
                .flatMap(candidate -> callers.stream()
                        .filter(one ->
                                one.endpoint().equals(caller) && half(one).port() == candidate.port())
                        .map(one -> half(one).seen().time() - candidate.seen().time())
                        .filter(difference -> Math.abs(difference) <= SAME_CONNECTION))
                .distinct()
                .sorted()
                .toList();
        return differences.isEmpty() ? null : differences.get((differences.size() - 1) / 2);
    }

    private static Stream<Candidate> candidates(Called called) {
        return called.candidates().stream();
    }

    /** Who made each of the connections that may have carried it, or null for one whose other end was not seen. */
    List<@Nullable Trace> callersOf(List<Candidate> candidates) {
        List<@Nullable Trace> found = new ArrayList<>();
        candidates.forEach(candidate -> found.add(callerAt(candidate.port(), candidate.seen())));
        return found;
    }
}
