package io.cordon.cli;

import io.cordon.lab.Lab;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.Topics;
import io.cordon.wire.EndpointEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Brings the benchmark's events into the broker: recordings through the real ingest job, then the workload made of them. */
final class BenchFill {
    private static final int FEED_RATE = 20_000;
    private static final long QUIET = TimeUnit.SECONDS.toNanos(20);

    private final Lab lab;
    private final ClusterOptions cluster;
    private final Steps steps;

    BenchFill(Lab lab, ClusterOptions cluster, Steps steps) {
        this.lab = lab;
        this.cluster = cluster;
        this.steps = steps;
    }

    /** The recordings' events as ingest writes them. */
    List<EndpointEvent> ingest(List<Path> recordings) {
        return steps.step("Reading the recordings through ingest", () -> {
            List<String> arguments = new ArrayList<>(cluster.asArguments());
            arguments.addAll(List.of("--start", "earliest", "--from", cluster.topic(Topics.TELEMETRY)));
            String job = lab.submit(JobName.ingest.jar(), arguments);
            Recording recording = Recording.read(recordings);
            long now = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
            try (Feed feed = new Feed(cluster.kafkaProperties(), cluster.topic(Topics.TELEMETRY))) {
                feed.run(recording.size(), FEED_RATE, line -> recording.write((int) line, now, 0));
            }
            List<EndpointEvent> events = read(recording.size());
            lab.flink().cancel(job);
            return events;
        });
    }

    /** Every event that ingest wrote, until it has written all or nothing came for some time. */
    private List<EndpointEvent> read(int expected) throws IOException {
        SchemaCoder<EndpointEvent> coder = coder(cluster);
        List<EndpointEvent> events = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = cluster.consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(cluster.topic(Topics.ENDPOINT_EVENTS)).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long since = System.nanoTime();
            while (events.size() < expected && System.nanoTime() - since < QUIET) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    since = System.nanoTime();
                    if (coder.decode(record.value()) instanceof Decoded.Value<EndpointEvent> value) {
                        events.add(value.value());
                    }
                }
            }
        }
        return events;
    }

    /**
     * What lies in the topic.
     *
     * @param starts how many come first
     * @param later when they were all in it and nothing else
     */
    record Written(long starts, Instant later) {}

    /** Writes the workload's starts and so many events after them. */
    Written write(ClusterOptions bench, Workload workload, long later) {
        return steps.step("Writing the workload", () -> {
            SchemaCoder<EndpointEvent> coder = coder(bench);
            String topic = bench.topic(Topics.ENDPOINT_EVENTS);
            Map<String, Object> properties = new HashMap<>(bench.kafkaProperties());
            properties.put("linger.ms", "20");
            properties.put("batch.size", "262144");
            properties.put("compression.type", "lz4");
            // A busy machine answers late; a retry under a new sequence would be refused for ever.
            properties.put("enable.idempotence", "false");
            properties.put("request.timeout.ms", "60000");
            try (KafkaProducer<String, byte[]> producer =
                    new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
                long total = workload.startCount() + later;
                AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
                Instant begun = Instant.EPOCH;
                for (long number = 0; number < total; number++) {
                    if (number == workload.startCount()) {
                        producer.flush();
                        begun = Instant.now();
                    }
                    long now = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
                    EndpointEvent event = workload.event(number, now);
                    @SuppressWarnings("unused") // the callback tells what the future would
                    Future<RecordMetadata> told = producer.send(
                            new ProducerRecord<>(
                                    topic, event.getTenant() + '/' + event.getEndpoint(), coder.encode(event)),
                            (metadata, problem) -> {
                                if (problem != null) {
                                    failure.compareAndSet(null, problem);
                                }
                            });
                }
                producer.flush();
                Exception problem = failure.get();
                if (problem != null) {
                    throw new CommandException("the broker refused an event: " + problem.getMessage(), problem);
                }
                return new Written(workload.startCount(), begun);
            }
        });
    }

    private static SchemaCoder<EndpointEvent> coder(ClusterOptions cluster) {
        return new SchemaCoder<>(
                cluster.schemaRegistry(), cluster.topic(Topics.ENDPOINT_EVENTS), EndpointEvent.class, () -> {});
    }
}
