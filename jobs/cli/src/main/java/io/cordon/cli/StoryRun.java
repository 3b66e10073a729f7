package io.cordon.cli;

import io.cordon.engine.detect.DetectorConfig;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Finding.State;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.prevalence.Memory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Runs a story in order, and in the ways in which events come late, twice and in another order: all must say the same. */
final class StoryRun {
    private static final int ORDERS = 5;

    private StoryRun() {}

    /**
     * What became of a story.
     *
     * @param found what was found in order
     * @param missing what was expected and not found
     * @param unexpected what was found and not expected
     * @param differing by the way in which events came, what it found instead
     */
    record Outcome(
            Story story,
            List<Story.Expected> found,
            List<Story.Expected> missing,
            List<Story.Expected> unexpected,
            Map<String, List<Story.Expected>> differing) {
        boolean isPassed() {
            return missing.isEmpty() && unexpected.isEmpty() && differing.isEmpty();
        }
    }

    static Outcome of(Story story, CompiledRules rules) {
        List<Finding> inOrder = findings(story.events(), rules, DetectorConfig.FILES, story.memory());
        List<Finding> unexpected = new ArrayList<>(inOrder);
        List<Story.Expected> missing = new ArrayList<>();
        for (Story.Expected expected : story.expected()) {
            Finding fitting =
                    unexpected.stream().filter(expected::fits).findFirst().orElse(null);
            if (fitting == null) {
                missing.add(expected);
            } else {
                unexpected.remove(fitting);
            }
        }
        List<Story.Expected> found = said(inOrder);
        Map<String, List<Story.Expected>> differing = new LinkedHashMap<>();
        ways(story.events()).forEach((way, arrivals) -> {
            // A story is all that happened: what is missing in it was missing before it, too.
            DetectorConfig config = way.startsWith("late") ? DetectorConfig.STREAM.knowingAll() : DetectorConfig.FILES;
            List<Story.Expected> other = said(findings(arrivals, rules, config, story.memory()));
            if (!other.equals(found)) {
                differing.put(way, other);
            }
        });
        return new Outcome(story, found, missing, said(unexpected), differing);
    }

    private static List<Story.Expected> said(List<Finding> findings) {
        return findings.stream().map(Story::said).toList();
    }

    private static Map<String, List<EndpointEvent>> ways(List<EndpointEvent> events) {
        Map<String, List<EndpointEvent>> ways = new LinkedHashMap<>();
        List<EndpointEvent> twice = new ArrayList<>();
        for (EndpointEvent event : events) {
            twice.add(event);
            twice.add(event);
        }
        ways.put("each event twice", twice);
        for (int seed = 1; seed <= ORDERS; seed++) {
            List<EndpointEvent> other = new ArrayList<>(events);
            Collections.shuffle(other, new Random(seed));
            ways.put("in another order, seed " + seed, other);
            ways.put("late by up to ten minutes, seed " + seed, late(events, new Random(seed)));
        }
        return ways;
    }

    /** Each event as late as the stream allows: what was appended when it came is its append time. */
    private static List<EndpointEvent> late(List<EndpointEvent> events, Random random) {
        return events.stream()
                .map(event -> event.toBuilder()
                        .appendTime(event.time() + (long) (random.nextDouble() * DetectorConfig.STREAM.lateness()))
                        .build())
                .sorted(Comparator.comparingLong(EndpointEvent::appendTime))
                .toList();
    }

    private static List<Finding> findings(
            List<EndpointEvent> arrivals, CompiledRules rules, DetectorConfig config, Memory memory) {
        HeapEngine engine = new HeapEngine(rules, config, memory);
        for (EndpointEvent event : arrivals) {
            engine.process(event);
            engine.judge();
        }
        return engine.end().stream()
                .filter(finding -> finding.state() != State.RETRACTED)
                .toList();
    }
}
