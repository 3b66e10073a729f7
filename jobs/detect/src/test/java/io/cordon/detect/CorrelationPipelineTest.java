package io.cordon.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.streaming.CollectingSink;
import io.cordon.streaming.RecordSource;
import io.cordon.streaming.ShippedConf;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of detect on two task slots: correlations and sequences find across endpoints, in any order of arrival. */
class CorrelationPipelineTest {
    private static final long EPOCH = 1_714_550_400_000_000L;
    private static final String RULES = """
            title: Failed logon
            id: failed
            logsource: {product: windows, service: security}
            detection: {sel: {EventID: 4625}, condition: sel}
            ---
            title: Logon
            id: logon
            logsource: {product: windows, service: security}
            detection: {sel: {EventID: 4624}, condition: sel}
            ---
            title: Brute force
            id: brute
            correlation: {type: event_count, rules: [failed], group-by: [TargetUserName], timespan: 1m, condition: {gte: 20}}
            ---
            title: Broken
            id: broken
            correlation: {type: temporal_ordered, rules: [brute, logon], group-by: [TargetUserName], timespan: 5m, generate: true}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path checkpoints;

    @Test
    void correlationsFindAcrossEndpointsAndOnEachOther() throws Exception {
        List<EndpointEvent> events = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            events.add(event(i, "ws" + i % 7, "4625", "ada"));
            events.add(event(i, "ws" + i % 7, "4625", "user" + i));
        }
        events.add(event(60, "ws9", "4624", "ada"));
        events.add(event(61, "ws9", "4624", "user3"));

        for (int seed = 0; seed < 2; seed++) {
            Collections.shuffle(events, new Random(seed));
            assertThat(found(events, RULES)).containsExactly("broken 2", "brute 30", "logon 1", "logon 1");
        }
    }

    @Test
    void sequencesFindAcrossEndpoints() throws Exception {
        String rules = """
                title: Guessed
                id: guessed
                query: |
                  sequence by TargetUserName with maxspan=5m
                    [any where event.code == "4625"] with runs=5
                    [any where event.code == "4624"]
                ---
                title: Guessed and left
                id: left
                query: |
                  sequence by host.name, TargetUserName with maxspan=10s
                    [any where event.code == "4624"] ![any where event.code == "4634"]
                """;
        List<EndpointEvent> events = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            events.add(event(i, "ws" + i % 7, "4625", "ada"));
            events.add(event(i, "ws" + i % 7, "4625", "user" + i));
        }
        events.add(event(60, "ws9", "4624", "ada"));
        events.add(event(61, "ws9", "4624", "user3"));
        events.add(event(65, "ws9", "4634", "ada"));
        events.add(event(200, "ws9", "4688", "ada"));

        for (int seed = 0; seed < 2; seed++) {
            Collections.shuffle(events, new Random(seed));
            assertThat(found(events, rules)).containsExactly("guessed 6", "left 1");
        }
    }

    private List<String> found(List<EndpointEvent> events, String rules) throws Exception {
        Contracts contracts = new Contracts(rules);
        StreamExecutionEnvironment env = ShippedConf.laptop(checkpoints);
        CollectingSink findings = new CollectingSink("correlation-findings");
        DetectPipeline.build(
                env,
                contracts.options(),
                new DetectSources(
                        RecordSource.of(events.stream().map(contracts::record).toList()),
                        RecordSource.of(List.of(contracts.edgeThatCameToNothing())),
                        RecordSource.of(List.of(contracts.manifest(1))),
                        RecordSource.of(List.of(contracts.unsignedWord())),
                        (book, options) -> {
                            Contracts inTopics = new Contracts(rules);
                            inTopics.documents().forEach(book::take);
                            book.take(inTopics.manifest(1));
                        }),
                new DetectSinks(
                        findings,
                        new CollectingSink("correlation-edges"),
                        new CollectingSink("correlation-grafts"),
                        new CollectingSink("correlation-incidents"),
                        new CollectingSink("correlation-indicators"),
                        new CollectingSink("correlation-dead-letters")));
        env.execute();
        return contracts.lastCounts(findings.received());
    }

    private static EndpointEvent event(int second, String endpoint, String code, String user) {
        return EndpointEvent.builder()
                .endpoint(endpoint)
                .id(endpoint + '-' + second + '-' + user)
                .position("log:" + second + user)
                .time(EPOCH + second * 1_000_000L, Clock.UTC)
                .appendTime(EPOCH + second * 1_000_000L)
                .product("windows")
                .service("security")
                .code(Integer.parseInt(code))
                .activity(Activity.OTHER)
                .field("TargetUserName", user)
                .field("host.name", endpoint)
                .build();
    }
}
