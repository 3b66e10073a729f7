package io.cordon.engine.edge;

import io.cordon.engine.edge.Trace.Called;
import io.cordon.engine.edge.Trace.Caller;
import io.cordon.engine.edge.Trace.Candidate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;
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

    /** Two logs of one endpoint tell of one connection within this. */
    private static final long SAME_RECORDED = 60_000_000L;

    private final List<Trace> callers;
    private final Map<Integer, List<Trace>> byPort;
    private final Collection<Trace> called;
    private final Map<String, OptionalLong> offsets = new HashMap<>();

    Meeting(Collection<Trace> callers, Collection<Trace> called) {
        this.callers = callers.stream()
                .collect(Collectors.groupingBy(caller -> half(caller).port()))
                .values()
                .stream()
                .flatMap(Meeting::best)
                .sorted(Comparator.comparing((Trace trace) -> half(trace).seen(), Sighting.ORDER))
                .toList();
        this.byPort = this.callers.stream()
                .collect(Collectors.groupingBy(caller -> half(caller).port()));
        this.called = called;
    }

    /** Those from one port, without what another record of the same connection tells better. */
    private static Stream<Trace> best(List<Trace> callers) {
        return callers.stream().filter(caller -> callers.stream().noneMatch(other -> knowsMore(other, caller)));
    }

    /** Whether two records are of one connection, and one of them tells better who made it. */
    private static boolean knowsMore(Trace one, Trace other) {
        Caller better = half(one);
        Caller worse = half(other);
        return better.port() != 0
                && one.endpoint().equals(other.endpoint())
                && Math.abs(better.seen().time() - worse.seen().time()) <= SAME_RECORDED
                && (better.proven()
                        ? !worse.proven()
                        : !better.process().isEmpty() && worse.process().isEmpty());
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
        return byPort.getOrDefault(port, List.of()).stream()
                .filter(caller -> distance(caller, seen) <= SAME_CONNECTION)
                .min(Comparator.comparingLong((Trace caller) -> distance(caller, seen))
                        .thenComparing(caller -> half(caller).seen(), Sighting.ORDER))
                .orElse(null);
    }

    private long distance(Trace caller, Sighting seen) {
        return Math.abs(half(caller).seen().time()
                - seen.time()
                - offset(caller.endpoint(), seen.endpoint()).orElse(0));
    }

    /** How far one endpoint's clock runs ahead of another's in µs, where something tells. */
    OptionalLong offset(String caller, String target) {
        return offsets.computeIfAbsent(caller + '\n' + target, pair -> median(caller, target));
    }

    private OptionalLong median(String caller, String target) {
        List<Long> differences = called.stream()
                .filter(trace -> trace.endpoint().equals(target))
                .flatMap(trace -> candidates(Objects.requireNonNull(trace.called())))
                .distinct()
                .flatMap(candidate -> byPort.getOrDefault(candidate.port(), List.of()).stream()
                        .filter(one -> one.endpoint().equals(caller))
                        .map(one -> half(one).seen().time() - candidate.seen().time())
                        .filter(difference -> Math.abs(difference) <= SAME_CONNECTION))
                .sorted()
                .toList();
        return differences.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(differences.get((differences.size() - 1) / 2));
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
