package io.cordon.agent.kafka;

import io.cordon.agent.Identity;
import io.cordon.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends raw records, on a thread of its own. While Kafka is away as many wait as there is room for; those beyond are lost and counted.
 *
 * <p>They wait here and not in Kafka's producer: that forgets which partitions a topic has when no broker answers, and takes no
 * record for it until one answers again.
 */
public final class Telemetry implements Consumer<String>, AutoCloseable {
    private static final long ROOM = 32L << 20; // characters; as much again lies in the producer while it is sent
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Producer<String, String> producer;
    private final String topic;
    private final String key;
    private final long room;
    private final BlockingDeque<String> waiting = new LinkedBlockingDeque<>();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread = new Thread(this::run, "telemetry");
    private volatile boolean closed;

    public Telemetry(Cluster cluster, Identity identity) {
        this(
                new KafkaProducer<>(
                        cluster.with(Map.of("acks", "all", "linger.ms", "0", "max.block.ms", "1000")),
                        new StringSerializer(),
                        new StringSerializer()),
                cluster.topic(Topics.TELEMETRY),
                identity.key(),
                ROOM);
    }

    /** @param room how many characters may wait */
    Telemetry(Producer<String, String> producer, String topic, String key, long room) {
        this.producer = producer;
        this.topic = topic;
        this.key = key;
        this.room = room;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void accept(String record) {
        if (taken.addAndGet(record.length()) > room) {
            lose(record);
        } else {
            waiting.add(record);
        }
    }

    private void run() {
        try {
            while (!closed || !waiting.isEmpty()) {
                String record = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (record != null) {
                    send(record);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(String record) {
        try {
            @SuppressWarnings("unused") // the callback tells what the future would
            Future<RecordMetadata> told = producer.send(
                    new ProducerRecord<>(topic, key, record), (metadata, problem) -> sent(record, problem));
        } catch (KafkaException e) {
            sent(record, e);
        }
    }

    private void sent(String record, @Nullable Exception problem) {
        if (problem == null) {
            taken.addAndGet(-record.length());
        } else if (problem instanceof RetriableException && !closed) {
            waiting.addFirst(record); // no broker answered in the time that the producer waits
        } else {
            lose(record);
        }
    }

    private void lose(String record) {
        taken.addAndGet(-record.length());
        lost.incrementAndGet();
    }

    /** How many records did not reach Kafka. */
    public long lost() {
        return lost.get();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        producer.close(PATIENCE);
    }
}
