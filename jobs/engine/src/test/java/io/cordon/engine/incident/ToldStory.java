package io.cordon.engine.incident;

import io.cordon.engine.edge.Edge;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.tree.HeapStore;
import io.cordon.engine.tree.HeapStore.HeapTable;
import io.cordon.engine.tree.ProcessTree;
import io.cordon.engine.tree.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** A story as those hear it who see no trees: findings, edges, and where each process stands that these mention, in some order. */
final class ToldStory {
    private final HeapIncidents incidents = new HeapIncidents("default", IncidentLimits.DEFAULT);
    private final Map<String, HeapStore> hosts = new HashMap<>();
    private final Map<String, Table<String, Link>> told = new HashMap<>();
    private final Random random;

    ToldStory(HostStory story, long seed) {
        this.random = new Random(seed);
        List<Runnable> steps = new ArrayList<>();
        story.starts().forEach(start -> steps.add(() -> happens(start)));
        story.findings().forEach(finding -> steps.add(() -> isFound(finding)));
        story.edges().forEach(edge -> steps.add(() -> goes(edge)));
        Collections.shuffle(steps, random);
        for (Runnable step : steps) {
            step.run();
            if (random.nextInt(3) == 0) {
                incidents.judge(0);
            }
        }
        incidents.judge(0);
    }

    List<Incident> incidents() {
        return HostStory.content(incidents.incidents());
    }

    private void happens(EndpointEvent event) {
        HeapStore store = store(event.endpoint());
        new ProcessTree(event.endpoint(), store).apply(event);
        for (String entity : store.processes().keys()) {
            linking(event.endpoint()).changed(entity, 0);
        }
    }

    private void isFound(Finding finding) {
        Clue clue = Clues.of(finding, null);
        if (clue != null) {
            apply(clue);
        }
    }

    private void goes(Edge edge) {
        Clues.of(edge).forEach(this::apply);
    }

    /** Whatever is said of a process rests on an event of it. */
    private void apply(Clue clue) {
        clue.about().forEach(process -> {
            happens(EndpointEvent.builder()
                    .endpoint(process.endpoint())
                    .id("act of " + process.entity())
                    .position("")
                    .time(clue.fact().time(), Clock.UTC)
                    .activity(Activity.OTHER)
                    .process(process.entity(), EndpointEvent.ABSENT)
                    .build());
            linking(process.endpoint()).mention(process.entity(), 0);
        });
        incidents.apply(clue, 0);
    }

    private Linking linking(String endpoint) {
        return new Linking(
                endpoint,
                new ProcessTree(endpoint, store(endpoint)),
                Objects.requireNonNull(told.computeIfAbsent(endpoint, none -> new HeapTable<>())),
                incidents::apply);
    }

    private HeapStore store(String endpoint) {
        return hosts.computeIfAbsent(endpoint, none -> new HeapStore());
    }
}
