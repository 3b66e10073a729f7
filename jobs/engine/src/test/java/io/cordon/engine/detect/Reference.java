package io.cordon.engine.detect;

import io.cordon.engine.condition.Anchor;
import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.match.RuleCompiler.Means;
import io.cordon.engine.rule.Response;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
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
    /** A rule set for each anchor: one instance judges one subject at a time, and an anchor may rest on another. */
    private static final Map<Long, CompiledRules> ANCHORS = new HashMap<>();

    private final Map<String, Boolean> satisfied = new HashMap<>();
    private final long offset;
    private final Map<String, Proc> processes = new TreeMap<>();

    /** A process: the best report of its start. */
    private record Proc(String entity, long from, long pid, boolean known, EndpointEvent event) {}

    private Reference(Collection<EndpointEvent> distinct, CompiledRules rules) {
        this.events = List.copyOf(distinct);
        rules.anchors().forEach(Reference::compiled);
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
        Reference reference = new Reference(distinct.values(), rules);
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
            if (satisfied(above, anchor, time)) {
                return true;
            }
            above = parent(above);
        }
        return false;
    }

    /** Whether one of a process's own events up to a time satisfies the anchor. */
    private boolean satisfied(@Nullable Proc proc, long anchor, long time) {
        for (EndpointEvent event : events) {
            if (proc != null && utc(event) <= time && proc.equals(actor(event)) && satisfies(event, anchor)) {
                return true;
            }
        }
        return false;
    }

    private boolean satisfies(EndpointEvent event, long anchor) {
        String key = event.id() + " " + anchor;
        Boolean known = satisfied.get(key);
        if (known == null) {
            CompiledRules rules = Objects.requireNonNull(ANCHORS.get(anchor));
            known = rules.judge(rules.rules().get(0), subject(event, actor(event)))
                    .holds();
            satisfied.put(key, known);
        }
        return known;
    }

    /** An anchor's condition as the only rule of a set. */
    static CompiledRules compiled(Anchor anchor) {
        return ANCHORS.computeIfAbsent(
                anchor.id(), any -> RuleCompiler.compile("anchor", List.of(rule(anchor)), Means.NONE));
    }

    private static Rule rule(Anchor anchor) {
        return new Rule(
                "anchor",
                "anchor",
                Rule.Language.EQL,
                "",
                Rule.Level.LOW,
                Rule.Mode.AUDIT,
                List.of(),
                List.of(),
                new Scope("", Set.of(), Set.of()),
                anchor.condition(),
                Response.DEFAULT);
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

            @Override
            public Truth isChildOf(long anchor) {
                Proc above = actor == null ? null : parent(actor);
                return satisfied(above, anchor, utc(event)) ? Truth.TRUE : Truth.OPEN_FALSE;
            }

            @Override
            public Truth isEventOf(long anchor) {
                return satisfied(actor, anchor, utc(event)) ? Truth.TRUE : Truth.OPEN_FALSE;
            }
        };
    }
}
