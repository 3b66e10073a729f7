package io.cordon.engine.edge;

import io.cordon.engine.edge.Trace.Called;
import io.cordon.engine.edge.Trace.Caller;
import io.cordon.engine.edge.Trace.Candidate;
import io.cordon.engine.edge.Trace.Tie;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes an edge of a target's half and the callers that it met, and says how much of it is proven. */
final class Judgement {
    private static final String PASS_THE_HASH = "T1550.002";

    private final Trace trace;
    private final Called called;
    private final Meeting meeting;
    private final boolean byTicket;
    /** Those who may have asked. */
    private final List<Trace> callers = new ArrayList<>();
    /** Whether it can't have been anybody else. */
    private boolean only;

    private Judgement(Trace trace, Meeting meeting) {
        this.trace = trace;
        this.called = Objects.requireNonNull(trace.called());
        this.meeting = meeting;
        this.byTicket = trace.key().startsWith(Trace.ofTicket(""));
        find();
    }

    /** The edge, or null where the half is none by itself. */
    static @Nullable Edge of(Trace trace, Meeting meeting) {
        return new Judgement(trace, meeting).edge();
    }

    private void find() {
        if (byTicket) {
            callers.addAll(meeting.callers());
            only = true;
            return;
        }
        // The port that the logon came from says which connection it was, whatever else was open.
        Trace exact = called.port() == 0 ? null : meeting.callerAt(called.port(), logonOrEnd());
        if (exact != null && called.tie() != Tie.CONNECTION) {
            callers.add(exact);
            only = called.tie() == Tie.SESSION || called.alone();
            return;
        }
        List<@Nullable Trace> found = meeting.callersOf(called.candidates());
        found.stream().filter(Objects::nonNull).forEach(callers::add);
        only = called.alone() && !callers.isEmpty() && !found.contains(null);
    }

    /** When the connection was seen that the logon came over, else the logon. */
    private Sighting logonOrEnd() {
        return called.candidates().stream()
                .filter(candidate -> candidate.port() == called.port())
                .map(Candidate::seen)
                .findFirst()
                .orElse(called.logon() == null ? called.seen() : called.logon());
    }

    private @Nullable Edge edge() {
        boolean withNewCredentials =
                callers.stream().anyMatch(caller -> Meeting.half(caller).newCredentials());
        if (called.mechanism() == Mechanism.NEW_CREDENTIALS && !withNewCredentials) {
            return null;
        }
        if (byTicket && callers.isEmpty()) {
            return null;
        }
        Edge.Source source = source();
        List<String> techniques = new ArrayList<>(called.mechanism().techniques());
        if (withNewCredentials && !techniques.contains(PASS_THE_HASH)) {
            techniques.add(PASS_THE_HASH);
        }
        return new Edge(
                trace.tenant(),
                EdgeJoin.edgeId(trace),
                called.mechanism(),
                List.copyOf(techniques),
                tier(),
                source,
                new Edge.Target(trace.endpoint(), called.object(), called.started()),
                keys(),
                meeting.offset(source.endpoint(), trace.endpoint()),
                evidence());
    }

    private Edge.Source source() {
        Set<String> endpoints = endpoints(callers.isEmpty() ? meeting.callers() : callers);
        String address =
                byTicket ? "" : trace.key().substring(Trace.ofAddress("").length());
        if (endpoints.size() != 1) {
            return new Edge.Source("", address, "", "");
        }
        String endpoint = endpoints.iterator().next();
        Set<String> processes = callers.stream()
                .map(caller -> Meeting.half(caller).process())
                .collect(Collectors.toCollection(TreeSet::new));
        if (processes.size() != 1) {
            return new Edge.Source(endpoint, address, "", "");
        }
        Caller caller = Meeting.half(callers.get(0));
        return new Edge.Source(endpoint, address, caller.process(), caller.image());
    }

    private Tier tier() {
        boolean isNamed = called.tie() != Tie.TIME;
        if (endpoints(callers).size() == 1 && only) {
            if (isProcessProven() && isTargetProven()) {
                return Tier.T1;
            }
            if (isNamed || isProcessProven()) {
                return Tier.T2;
            }
        }
        return isNamed && called.alone() ? Tier.T3 : Tier.T4;
    }

    private boolean isProcessProven() {
        return callers.stream().allMatch(caller -> Meeting.half(caller).proven())
                && callers.stream()
                                .map(caller -> Meeting.half(caller).process())
                                .distinct()
                                .count()
                        == 1;
    }

    /** An object proves itself where only one connection can have made it; a file may have come from anywhere. */
    private boolean isTargetProven() {
        Mechanism mechanism = called.mechanism();
        return !mechanism.reachesSession()
                && (called.tie() == Tie.CONNECTION
                        || called.tie() == Tie.SESSION
                        || (mechanism.leavesObject() && mechanism != Mechanism.DROPPED_FILE));
    }

    private List<String> keys() {
        Set<String> keys = new TreeSet<>();
        String address = trace.key();
        keys.add(address);
        if (!byTicket) {
            callers.forEach(caller -> keys.add(
                    "connection " + address.substring(Trace.ofAddress("").length()) + ':'
                            + Meeting.half(caller).port()));
        }
        if (called.tie() == Tie.SESSION || called.tie() == Tie.USER) {
            keys.add(called.tie() == Tie.SESSION ? "session" : "user");
        }
        if (!called.object().isEmpty()) {
            keys.add("name " + called.object());
        }
        return List.copyOf(keys);
    }

    private List<Sighting> evidence() {
        Stream<Sighting> ends =
                callers.stream().map(caller -> Meeting.half(caller).seen());
        Set<Integer> ports =
                callers.stream().map(caller -> Meeting.half(caller).port()).collect(Collectors.toSet());
        Stream<Sighting> others = called.candidates().stream()
                .filter(candidate -> callers.isEmpty() || ports.contains(candidate.port()))
                .map(Candidate::seen);
        Stream<Sighting> own = Stream.concat(
                Stream.of(called.seen()), called.started().stream().map(Trace.Started::seen));
        return Stream.of(ends, others, own, Stream.ofNullable(called.logon()))
                .flatMap(each -> each)
                .distinct()
                .sorted(Sighting.ORDER)
                .toList();
    }

    private static Set<String> endpoints(List<Trace> callers) {
        return callers.stream().map(Trace::endpoint).collect(Collectors.toCollection(TreeSet::new));
    }
}
