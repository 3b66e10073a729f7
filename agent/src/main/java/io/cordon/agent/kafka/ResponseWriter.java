package io.cordon.agent.kafka;

import io.cordon.agent.Identity;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.Topics;
import io.cordon.wire.CommandResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends answers, on a thread of its own: a broker or registry that is away holds up the answers, and nothing else. An answer is tried
 * until it is there.
 */
final class ResponseWriter implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String topic;
    private final byte[] key;
    private final KafkaProducer<byte[], byte[]> producer;
    private final SchemaCoder<CommandResponse> coder;
    private final Consumer<Map<String, Long>> onSent;
    private final BlockingQueue<Batch> waiting = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "responses");
    private volatile boolean closed;

    /** Answers, and how far what they answer goes. */
    private record Batch(List<CommandResponse> answers, Map<String, Long> next) {}

    /** @param onSent told how far everything is answered, by partition, when it is */
    ResponseWriter(Cluster cluster, Identity identity, Consumer<Map<String, Long>> onSent) {
        this.topic = cluster.topic(Topics.RESPONSES);
        this.key = identity.key().getBytes(StandardCharsets.UTF_8);
        this.producer = new KafkaProducer<>(
                cluster.with(Map.of("acks", "all", "linger.ms", "0")),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.coder = new SchemaCoder<>(cluster.registry(), topic, CommandResponse.class, () -> {});
        this.onSent = onSent;
        thread.setDaemon(true);
        thread.start();
    }

    void send(List<CommandResponse> answers, Map<String, Long> next) {
        if (!answers.isEmpty() || !next.isEmpty()) {
            waiting.add(new Batch(answers, next));
        }
    }

    private void run() {
        try {
            while (!closed || !waiting.isEmpty()) {
                Batch batch = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (batch != null) {
                    deliver(batch);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Batch batch) throws InterruptedException {
        while (true) {
            try {
                List<Future<RecordMetadata>> sent = new ArrayList<>();
                for (CommandResponse answer : batch.answers()) {
                    sent.add(producer.send(new ProducerRecord<>(topic, key, coder.encode(answer))));
                }
                for (Future<RecordMetadata> one : sent) {
                    one.get();
                }
                onSent.accept(batch.next());
                return;
            } catch (ExecutionException | RuntimeException e) {
                if (closed) {
                    return; // whoever asked will ask again
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        producer.close(Duration.ofSeconds(1));
    }
}
