package io.cordon.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes raw records to a topic at a steady rate. */
public final class Feed implements AutoCloseable {
    private static final long TICK = Duration.ofMillis(5).toNanos();

    private final KafkaProducer<String, String> producer;
    private final String topic;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long sent;

    public Feed(Map<String, Object> kafka, String topic) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.putIfAbsent("linger.ms", "2");
        properties.putIfAbsent("compression.type", "lz4");
        properties.put("acks", "all");
        this.producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
        this.topic = topic;
    }

    /** Writes so many records evenly over time, then waits until the broker has all of them. */
    public void run(long records, int perSecond, Source source) {
        long start = System.nanoTime();
        for (long i = 0; i < records; i++) {
            long due = start + i * 1_000_000_000L / perSecond;
            long early = due - System.nanoTime();
            if (early > TICK) {
                LockSupport.parkNanos(early);
            }
            Recording.Written record = source.record(i);
            String key = record.key().isEmpty() ? null : record.key();
            @SuppressWarnings("unused") // the callback tells what the future would
            Future<RecordMetadata> told =
                    producer.send(new ProducerRecord<>(topic, key, record.text()), (metadata, problem) -> {
                        if (problem != null) {
                            failure.compareAndSet(null, problem);
                        }
                    });
            sent++;
        }
        producer.flush();
        Exception problem = failure.get();
        if (problem != null) {
            throw new CommandException(
                    "the broker refused a record for " + topic + ": " + problem.getMessage(), problem);
        }
    }

    public long sent() {
        return sent;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }

    /** The records of a run by their number. */
    @FunctionalInterface
    public interface Source {
        Recording.Written record(long number);
    }
}
