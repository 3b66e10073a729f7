package io.cordon.agent.kafka;

import io.cordon.agent.Identity;
import io.cordon.agent.conformance.Sent;
import io.cordon.agent.conformance.Wire;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.Topics;
import io.cordon.wire.Command;
import io.cordon.wire.CommandResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The kit's side of the topics: writes into the partitions that the agent reads, whatever the key, and reads what it answers. */
public final class KafkaWire implements Wire, AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(100);

    private final Cluster cluster;
    private final Identity agent;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SchemaCoder<CommandResponse> responses;
    private final Map<String, SchemaCoder<Command>> coders = new HashMap<>();

    /** Reads the answers from now on. */
    public KafkaWire(Cluster cluster, Identity agent) {
        this.cluster = cluster;
        this.agent = agent;
        this.producer = new KafkaProducer<>(
                cluster.with(Map.of("acks", "all")), new ByteArraySerializer(), new ByteArraySerializer());
        this.consumer =
                new KafkaConsumer<>(cluster.with(Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        String topic = cluster.topic(Topics.RESPONSES);
        this.responses = new SchemaCoder<>(cluster.registry(), topic, CommandResponse.class, () -> {});
        List<TopicPartition> partitions = new ArrayList<>();
        consumer.partitionsFor(topic).forEach(one -> partitions.add(new TopicPartition(topic, one.partition())));
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // now, not when it is polled first
    }

    @Override
    public byte[] encode(String topic, Command envelope) {
        return coders.computeIfAbsent(
                        topic,
                        name -> new SchemaCoder<>(cluster.registry(), cluster.topic(name), Command.class, () -> {}))
                .encode(envelope);
    }

    @Override
    public void send(List<Sent> records) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Sent one : records) {
            String topic = cluster.topic(one.topic());
            String reader = one.topic().equals(Topics.KILL_SWITCH) ? agent.tenant() : agent.key();
            int partition = CommandReader.partitionOf(
                    utf8(reader), producer.partitionsFor(topic).size());
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic, partition, utf8(one.key()), one.value());
            one.headers().forEach((name, value) -> record.headers().add(name, utf8(value)));
            sent.add(producer.send(record));
        }
        try {
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused a record of the kit", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public List<CommandResponse> answers() {
        List<CommandResponse> answers = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
            if (responses.decode(record.value()) instanceof Decoded.Value<CommandResponse> answer
                    && answer.value().getTenant().equals(agent.tenant())
                    && answer.value().getEndpoint().equals(agent.endpoint())) {
                answers.add(answer.value());
            }
        }
        return answers;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
        consumer.close();
    }
}
