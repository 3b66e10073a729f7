package io.cordon.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.edge.RemoteStory;
import io.cordon.engine.edge.Stories;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.Topics;
import io.cordon.streaming.CollectingSink;
import io.cordon.streaming.RecordSource;
import io.cordon.streaming.ShippedConf;
import io.cordon.wire.Edge;
import io.cordon.wire.Finding;
import io.cordon.wire.Incident;
import io.cordon.wire.IncidentState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of detect on two task slots: what hangs together over process trees and hosts is one incident, in any order of arrival. */
class IncidentPipelineTest {
    private static final String RULES = """
            title: A console was opened
            id: cmd
            query: process where process.name == "cmd.exe"
            ---
            title: Somebody reaches out
            id: wmic
            query: process where process.name == "wmic.exe"
            ---
            title: Something was run
            id: x
            query: process where process.name == "x.exe"
            ---
            title: What runs then goes on
            id: goes-on
            query: sequence by process.entity_id [process where process.name == "y.exe"] [network where true]
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path checkpoints;

    @Test
    void whatWentFromHostToHostIsOneIncident() throws Exception {
        RemoteStory story = Stories.goingOn();
        List<EndpointEvent> events = new ArrayList<>(story.events().stream()
                .map(event -> event.toBuilder().appendTime(event.time()).build())
                .toList());

        for (int seed = 0; seed < 2; seed++) {
            Collections.shuffle(events, new Random(seed));
            assertThat(incidents(events))
                    .containsExactly("[desk, server] cmd wmic x goes-on t1 edge default server x", "[server] cmd");
        }
    }

    private List<String> incidents(List<EndpointEvent> events) throws Exception {
        Contracts contracts = new Contracts(RULES);
        StreamExecutionEnvironment env = ShippedConf.laptop(checkpoints);
        CollectingSink findings = new CollectingSink("incident-findings");
        CollectingSink edges = new CollectingSink("incident-edges");
        CollectingSink incidents = new CollectingSink("incident-incidents");
        DetectPipeline.build(
                env,
                contracts.options(),
                new DetectSources(
                        RecordSource.of(events.stream().map(contracts::record).toList()),
                        RecordSource.of(List.of(contracts.edgeThatCameToNothing())),
                        RecordSource.of(List.of(contracts.manifest(1))),
                        RecordSource.of(List.of(contracts.unsignedWord())),
                        (book, options) -> {
                            Contracts inTopics = new Contracts(RULES);
                            inTopics.documents().forEach(book::take);
                            book.take(inTopics.manifest(1));
                        }),
                new DetectSinks(
                        findings,
                        edges,
                        new CollectingSink("incident-grafts"),
                        incidents,
                        new CollectingSink("incident-indicators"),
                        new CollectingSink("incident-dead-letters")));
        env.execute();
        Map<String, Finding> found = last(findings, contracts.coder(Topics.FINDINGS, Finding.class));
        Map<String, Edge> gone = last(edges, contracts.coder(Topics.EDGES, Edge.class));
        return last(incidents, contracts.coder(Topics.INCIDENTS, Incident.class)).values().stream()
                .filter(incident -> incident.getState() == IncidentState.ended)
                .map(incident -> incident.getEndpoints()
                        + words(incident.getFindings(), found, Finding::getRuleId)
                        + words(incident.getEdges(), gone, edge -> edge.getTier() + " edge " + edge.getId()))
                .sorted()
                .toList();
    }

    private static <T> String words(List<String> ids, Map<String, T> all, Function<T, String> word) {
        return ids.stream()
                .map(id -> ' ' + word.apply(Objects.requireNonNull(all.get(id))))
                .collect(Collectors.joining());
    }

    private static <T extends SpecificRecord> Map<String, T> last(CollectingSink sink, SchemaCoder<T> coder) {
        Map<String, T> last = new TreeMap<>();
        sink.received().forEach(record -> last.put(record.key(), Contracts.value(record, coder)));
        return last;
    }
}
