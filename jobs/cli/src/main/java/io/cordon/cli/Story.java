package io.cordon.cli;

import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Finding.State;
import io.cordon.engine.prevalence.Memory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A test of rules: what happens, and what they find in it.
 *
 * @param file where it stands
 * @param line where it begins, from 1
 * @param rules the files of the rules that are tested
 * @param memory when the fleet's memory has seen enough
 * @param events their ids are the names that the story gives them
 */
record Story(
        Path file,
        int line,
        String name,
        List<Path> rules,
        Memory memory,
        List<EndpointEvent> events,
        List<Expected> expected) {
    Story {
        rules = List.copyOf(rules);
        events = List.copyOf(events);
        expected = List.copyOf(expected);
    }

    /**
     * A finding that a story expects; what it leaves out may be anything.
     *
     * @param rule the id, name or title of its rule, or null
     * @param events the names of the events it rests on, in order, or null
     * @param endpoints where it happened, or null
     */
    record Expected(
            @Nullable String rule,
            @Nullable List<String> events,
            @Nullable List<String> endpoints,
            @Nullable State state) {

        boolean fits(Finding finding) {
            return (rule == null
                            || rule.equals(finding.rule().id())
                            || rule.equals(finding.rule().title()))
                    && (events == null || events.equals(eventsOf(finding)))
                    && (endpoints == null
                            || List.copyOf(endpoints).stream().sorted().toList().equals(finding.endpoints()))
                    && (state == null || state == finding.state());
        }

        @Override
        public String toString() {
            List<String> parts = new ArrayList<>();
            parts.add(rule == null ? "a finding" : rule);
            if (state != null) {
                parts.add(state.name().toLowerCase(Locale.ROOT));
            }
            if (events != null) {
                parts.add("of " + String.join(", ", events));
            }
            if (endpoints != null) {
                parts.add("on " + String.join(", ", endpoints));
            }
            return String.join(" ", parts);
        }
    }

    /** A finding as the story would expect it. */
    static Expected said(Finding finding) {
        return new Expected(finding.rule().title(), eventsOf(finding), finding.endpoints(), finding.state());
    }

    private static List<String> eventsOf(Finding finding) {
        return finding.evidence().stream().map(Evidence::event).toList();
    }
}
