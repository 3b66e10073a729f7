package io.cordon.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.schemas.Decoded;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.streaming.CollectingSink;
import io.cordon.streaming.JobOptions;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.RecordSource;
import io.cordon.streaming.ShippedConf;
import io.cordon.streaming.TopicRecord;
import io.cordon.streaming.TopicSinks;
import io.cordon.streaming.TopicSources;
import io.cordon.wire.Activity;
import io.cordon.wire.DeadLetter;
import io.cordon.wire.EndpointEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestPipelineTest {
    private static final String REGISTRY = "memory://ingest";
    private static final String START = """
            {"@timestamp":"2026-03-12T09:14:02.200Z","host":{"name":"ws-1"},"event":{"code":"1"},
             "winlog":{"channel":"Microsoft-Windows-Sysmon/Operational","provider_name":"Microsoft-Windows-Sysmon",
              "event_id":"1","record_id":"7","computer_name":"ws-1","event_data":{"UtcTime":"2026-03-12 09:14:02.113",
              "ProcessGuid":"{5c2f8a10-0001-0000-0000-000000000001}","ProcessId":"4812","Image":"C:\\\\Windows\\\\explorer.exe",
              "CommandLine":"explorer"}}}
            """;

    private final IngestOptions options = JobOptions.parse(
            new IngestOptions(), new String[] {"--kafka", "localhost:1", "--registry", REGISTRY, "--prefix", "t-"});

    @Test
    void keepsItsUidsUnderEveryShippedConfiguration() {
        for (String name : ShippedConf.NAMES) {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(ShippedConf.of(name));
            IngestPipeline.build(
                    env,
                    options,
                    TopicSources.of(options, options.group("ingest"), options.from(), options.start()),
                    TopicSinks.of(options, options.topic(Topics.ENDPOINT_EVENTS)),
                    TopicSinks.of(options, options.topic(Topics.DEAD_LETTERS)));
            assertThat(ShippedConf.uids(env))
                    .as(name)
                    .containsExactly(
                            "Sink Committer: dead-letters",
                            "Sink Committer: endpoint-events",
                            "dead-letters",
                            "endpoint-events",
                            "normalize",
                            "telemetry");
        }
    }

    @Test
    void writesEventsAndDeadLettersWithTheirPositions(@TempDir Path checkpoints) throws Exception {
        register(Topics.ENDPOINT_EVENTS, EndpointEvent.getClassSchema());
        register(Topics.DEAD_LETTERS, DeadLetter.getClassSchema());
        CollectingSink events = new CollectingSink("ingest-events");
        CollectingSink deadLetters = new CollectingSink("ingest-dead-letters");
        StreamExecutionEnvironment env = ShippedConf.laptop(checkpoints);

        IngestPipeline.build(
                env, options, RecordSource.of(List.of(record(START, 0), record("{\"cut", 1))), events, deadLetters);
        env.execute();

        assertThat(events.received()).hasSize(1);
        EndpointEvent event = decode(Topics.ENDPOINT_EVENTS, EndpointEvent.class, events.received());
        assertThat(events.received().get(0).key()).isEqualTo("default/ws-1");
        assertThat(event.getActivity()).isEqualTo(Activity.process_start);
        assertThat(event.getPosition()).isEqualTo("t-telemetry/3/0");
        assertThat(event.getAppendTime()).isEqualTo(1_000_000L);
        assertThat(deadLetters.received()).hasSize(1);
        DeadLetter letter = decode(Topics.DEAD_LETTERS, DeadLetter.class, deadLetters.received());
        assertThat(letter.getReason()).isEqualTo("truncated");
        assertThat(letter.getOffset()).isEqualTo(1);
        assertThat(letter.getHead()).isEqualTo(StandardCharsets.UTF_8.encode("{\"cut"));
    }

    private static TopicRecord record(String text, long offset) {
        return new TopicRecord(null, text.getBytes(StandardCharsets.UTF_8), "t-telemetry", 3, offset, 1_000_000L);
    }

    private static SchemaRegistry registry() {
        return SchemaRegistry.of(Map.of("schema.registry.url", REGISTRY));
    }

    private void register(String topic, org.apache.avro.Schema schema) throws Exception {
        registry().register(SchemaCoder.subject(options.topic(topic)), schema);
    }

    private <T extends SpecificRecord> T decode(String topic, Class<T> type, List<KeyedBytes> received) {
        Decoded<T> decoded = new SchemaCoder<>(registry(), options.topic(topic), type, () -> {})
                .decode(received.get(0).value());
        return ((Decoded.Value<T>) decoded).value();
    }
}
