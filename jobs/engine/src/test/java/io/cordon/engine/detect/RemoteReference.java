package io.cordon.engine.detect;

import io.cordon.engine.condition.Anchor;
import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.tree.Way;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the verdicts are on one graph of all hosts: whoever can be reached over children and edges, over no edge twice and not through
 * the one where it began, is a descendant. Everything is looked at for everything.
 */
final class RemoteReference {
    private final List<EndpointEvent> events;
    private final List<Way> edges;
    private final Map<Long, CompiledRules> anchors = new HashMap<>();
    private final Map<String, Boolean> satisfied = new HashMap<>();

    private RemoteReference(List<EndpointEvent> events, List<Way> edges, CompiledRules rules) {
        this.events = events;
        this.edges = edges;
        for (Anchor anchor : rules.anchors()) {
            anchors.put(anchor.id(), Reference.compiled(anchor));
        }
    }

    /** Findings as {@code rule event state}, and where they would not be without edges {@code over edges}, sorted. */
    static Set<String> findings(RemoteScenario scenario, CompiledRules rules) {
        Set<String> local = new HashSet<>();
        new RemoteReference(scenario.events(), List.of(), rules)
                .judge(rules, (event, rule, truth) -> local.add(rule + " " + event));
        Set<String> findings = new TreeSet<>();
        new RemoteReference(scenario.events(), scenario.standing(), rules).judge(rules, (event, rule, truth) -> {
            String state = truth.settled() ? "CONFIRMED" : "PROVISIONAL";
            boolean isLocal = local.contains(rule + " " + event);
            findings.add(rule + " " + event + " " + state + (isLocal ? "" : " over edges"));
        });
        return findings;
    }

    private interface Verdict {
        void is(String event, String rule, Truth truth);
    }

    private void judge(CompiledRules rules, Verdict out) {
        for (EndpointEvent event : events) {
            rules.match(new OnGraph(event), (rule, truth) -> {
                if (truth.holds()) {
                    out.is(event.id(), rule.id(), truth);
                }
            });
        }
    }

    private boolean satisfies(EndpointEvent event, long anchor) {
        String key = event.id() + " " + anchor;
        Boolean known = satisfied.get(key);
        if (known == null) {
            CompiledRules rules = Objects.requireNonNull(anchors.get(anchor));
            known = rules.judge(rules.rules().get(0), new OnGraph(event)).holds();
            satisfied.put(key, known);
        }
        return known;
    }

    private List<EndpointEvent> origins(long anchor) {
        return events.stream().filter(event -> satisfies(event, anchor)).toList();
    }

    private static @Nullable Long there(Way way, @Nullable Long time) {
        return time == null || time <= way.moment() ? null : Long.valueOf(time - way.offset());
    }

    private static boolean isBy(@Nullable Long time, long moment) {
        return time == null || time <= moment;
    }

    private static String process(EndpointEvent event) {
        return Objects.requireNonNull(event.entity());
    }

    private Set<String> children(String process) {
        Set<String> children = new TreeSet<>();
        for (EndpointEvent event : events) {
            if (event.activity() == Activity.PROCESS_START && process.equals(event.parentEntity())) {
                children.add(process(event));
            }
        }
        return children;
    }

    /** A search from the process where it began. */
    private final class Search {
        private final String began;
        private final String sought;
        private final long moment;
        private final List<String> used = new ArrayList<>();

        Search(String began, String sought, long moment) {
            this.began = began;
            this.sought = sought;
            this.moment = moment;
        }

        /** Whether the process sought is reached from another, for which it is so since a time; null is for ever. */
        boolean from(String process, @Nullable Long since) {
            for (String child : children(process)) {
                if (reaches(child, since)) {
                    return true;
                }
            }
            for (Way way : edges) {
                if (!way.process().equals(process) || used.contains(way.edge())) {
                    continue;
                }
                used.add(way.edge());
                for (String child : way.started()) {
                    if (reaches(child, there(way, since))) {
                        return true;
                    }
                }
                used.remove(way.edge());
            }
            return false;
        }

        private boolean reaches(String process, @Nullable Long since) {
            return !process.equals(began) && ((process.equals(sought) && isBy(since, moment)) || from(process, since));
        }
    }

    /** An event on the graph. */
    private final class OnGraph implements Subject {
        private final EndpointEvent event;

        OnGraph(EndpointEvent event) {
            this.event = event;
        }

        @Override
        public EndpointEvent event() {
            return event;
        }

        @Override
        public @Nullable String text(FieldRef field) {
            return field.in(event);
        }

        @Override
        public boolean mayFill(FieldRef field) {
            return false;
        }

        @Override
        public Truth descendsFrom(long anchor) {
            return truth(origins(anchor).stream()
                    .anyMatch(origin -> !process(origin).equals(process(event))
                            && new Search(process(origin), process(event), event.time())
                                    .from(process(origin), origin.time())));
        }

        @Override
        public Truth isChildOf(long anchor) {
            return truth(origins(anchor).stream().anyMatch(this::isParent));
        }

        private boolean isParent(EndpointEvent origin) {
            boolean isLocal =
                    origin.time() <= event.time() && children(process(origin)).contains(process(event));
            return isLocal
                    || edges.stream()
                            .anyMatch(way -> way.process().equals(process(origin))
                                    && way.started().contains(process(event))
                                    && isBy(there(way, origin.time()), event.time()));
        }

        @Override
        public Truth isEventOf(long anchor) {
            return truth(origins(anchor).stream()
                    .anyMatch(origin -> process(origin).equals(process(event)) && origin.time() <= event.time()));
        }

        private static Truth truth(boolean holds) {
            return holds ? Truth.TRUE : Truth.OPEN_FALSE;
        }
    }
}
