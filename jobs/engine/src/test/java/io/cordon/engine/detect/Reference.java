package io.cordon.engine.detect;

import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.match.CompiledRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the verdicts are, said without regard to cost: everything is looked at for everything, nothing is kept. It shares the
 * rules' compiler with the engine and nothing else.
 */
final class Reference {
    private static final long SECOND = 1_000_000;

    private final List<EndpointEvent> events;
    /** Another instance than the one that judges: one instance judges one subject at a time. */
    private static final CompiledRules ANCHOR_RULES = Scenario.rules();

    private final long offset;
    private final Map<String, Proc> processes = new TreeMap<>();

    /** A process: the best report of its start. */
    private record Proc(String entity, long from, long pid, boolean known, EndpointEvent event) {}

    private Reference(Collection<EndpointEvent> distinct) {
        this.events = List.copyOf(distinct);
        this.offset = events.stream()
                .filter(event -> event.recordTime() != EndpointEvent.ABSENT)
                .mapToLong(event -> event.recordTime() - event.time())
                .min()
                .orElse(0);
        sensed();
        recorded();
    }

    /** Findings as {@code rule event state entity positions}, sorted. */
    static List<String> findings(List<EndpointEvent> arrivals, CompiledRules rules) {
        Map<String, EndpointEvent> distinct = new LinkedHashMap<>();
        Map<String, TreeSet<String>> positions = new TreeMap<>();
        for (EndpointEvent event : arrivals) {
            distinct.putIfAbsent(event.id(), event);
            positions.computeIfAbsent(event.id(), id -> new TreeSet<>()).add(event.position());
        }
        Reference reference = new Reference(distinct.values());
        List<String> findings = new ArrayList<>();
        for (EndpointEvent event : reference.events) {
            Proc actor = reference.actor(event);
            rules.match(reference.subject(event, actor), (rule, truth) -> {
                if (truth.holds()) {
                    findings.add(String.join(
                            " ",
                            rule.id(),
                            event.id(),
                            truth.settled() ? "CONFIRMED" : "PROVISIONAL",
                            String.valueOf(actor == null ? event.entity() : actor.entity),
                            Objects.requireNonNull(positions.get(event.id())).toString()));
                }
            });
        }
        findings.sort(Comparator.naturalOrder());
        return findings;
    }

    private void sensed() {
        for (EndpointEvent event : events) {
            if (event.entity() == null || event.activity() == Activity.BOOT) {
                continue;
            }
            boolean known = event.activity() == Activity.PROCESS_START;
            Proc proc = new Proc(event.entity(), event.time(), event.pid(), known, event);
            processes.merge(event.entity(), proc, Reference::better);
        }
    }

    private static Proc better(Proc a, Proc b) {
        if (a.known != b.known) {
            return a.known ? a : b;
        }
        // Among reports of equal rank the earliest reading stands; a tie is decided by the smaller pid as the engine's
        // is.
        int order = Comparator.comparing((Proc proc) -> proc.event.time())
                .thenComparing(Proc::pid)
                .compare(a, b);
        return order <= 0 ? a : b;
    }

    private void recorded() {
        List<Proc> alone = new ArrayList<>();
        for (EndpointEvent event : events) {
            if (event.activity() != Activity.PROCESS_START || event.entity() != null) {
                continue;
            }
            boolean twin = processes.values().stream()
                    .anyMatch(proc -> proc.known
                            && proc.pid == event.pid()
                            && Math.abs(utc(proc.event) - utc(event)) <= 2 * SECOND);
            if (!twin) {
                alone.add(new Proc(
                        event.endpoint() + "/" + event.pid() + "/" + event.time(),
                        event.time(),
                        event.pid(),
                        true,
                        event));
            }
        }
        alone.forEach(proc -> processes.putIfAbsent(proc.entity, proc));
    }

    private long utc(EndpointEvent event) {
        return event.clock() == Clock.UTC ? event.time() : event.time() - offset;
    }

    private @Nullable Proc actor(EndpointEvent event) {
        return event.entity() != null ? processes.get(event.entity()) : holder(event.pid(), utc(event), any -> true);
    }

    private Predicate<Proc> before(Proc child) {
        Comparator<Proc> order =
                Comparator.comparing((Proc proc) -> utc(proc.event)).thenComparing(Proc::entity);
        return proc -> order.compare(proc, child) < 0;
    }

    private @Nullable Proc holder(long pid, long time, Predicate<Proc> candidates) {
        Proc found = processes.values().stream()
                .filter(candidates)
                .filter(proc -> proc.pid == pid && utc(proc.event) <= time + SECOND)
                .max(Comparator.comparing((Proc proc) -> utc(proc.event)).thenComparing(Proc::entity))
                .orElse(null);
        if (found == null) {
            return null;
        }
        long from = utc(found.event);
        for (EndpointEvent event : events) {
            long at = utc(event);
            boolean booted = event.activity() == Activity.BOOT && at > from + SECOND && at <= time;
            boolean ended =
                    event.activity() == Activity.PROCESS_END && event.pid() == pid && at >= from && at + SECOND < time;
            if (booted || ended) {
                return null;
            }
        }
        return found;
    }

    private @Nullable Proc parent(Proc proc) {
        if (!proc.known) {
            return null;
        }
        Proc parent = proc.event.parentEntity() != null
                ? processes.get(proc.event.parentEntity())
                : holder(proc.event.parentPid(), utc(proc.event), before(proc));
        return proc.equals(parent) ? null : parent;
    }

    private boolean descends(@Nullable Proc proc, long anchor, long time) {
        Set<String> seen = new HashSet<>();
        Proc above = proc == null ? null : parent(proc);
        while (above != null && seen.add(above.entity)) {
            for (EndpointEvent event : events) {
                if (utc(event) <= time && above.equals(actor(event)) && satisfies(event, anchor)) {
                    return true;
                }
            }
            above = parent(above);
        }
        return false;
    }

    private boolean satisfies(EndpointEvent event, long anchor) {
        boolean[] satisfied = {false};
        ANCHOR_RULES.anchorsOf(
                subject(event, actor(event)), (one, truth) -> satisfied[0] |= one.id() == anchor && truth.holds());
        return satisfied[0];
    }

    private Subject subject(EndpointEvent event, @Nullable Proc actor) {
        return new Subject() {
            @Override
            public EndpointEvent event() {
                return event;
            }

            @Override
            public @Nullable String text(FieldRef field) {
                String own = field.in(event);
                Column column = field.column();
                if (own != null
                        || column == null
                        || actor == null
                        || !actor.known
                        || event.activity() == Activity.PROCESS_START) {
                    return own;
                }
                return field.partOf(actor.event.column(column));
            }

            @Override
            public boolean mayFill(FieldRef field) {
                return false;
            }

            @Override
            public Truth descendsFrom(long anchor) {
                return descends(actor, anchor, utc(event)) ? Truth.TRUE : Truth.OPEN_FALSE;
            }
        };
    }
}
