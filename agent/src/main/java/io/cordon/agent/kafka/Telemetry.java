package io.cordon.agent.kafka;

import io.cordon.agent.Identity;
import io.cordon.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends raw records. While Kafka is away, as many wait as memory is set aside for, and those beyond are lost and counted. */
public final class Telemetry implements Consumer<String>, AutoCloseable {
    private final KafkaProducer<String, String> producer;
    private final String topic;
    private final String key;
    private final AtomicLong lost = new AtomicLong();

    public Telemetry(Cluster cluster, Identity identity) {
        this.producer = new KafkaProducer<>(
                cluster.with(Map.of("acks", "all", "linger.ms", "0", "max.block.ms", "1000")),
                new StringSerializer(),
                new StringSerializer());
        this.topic = cluster.topic(Topics.TELEMETRY);
        this.key = identity.key();
    }

    @Override
    public void accept(String record) {
        try {
            @SuppressWarnings("unused") // the callback tells what the future would
            Future<RecordMetadata> told =
                    producer.send(new ProducerRecord<>(topic, key, record), (metadata, problem) -> {
                        if (problem != null) {
                            lost.incrementAndGet();
                        }
                    });
        } catch (KafkaException e) {
            lost.incrementAndGet();
        }
    }

    /** How many records did not reach Kafka. */
    public long lost() {
        return lost.get();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
