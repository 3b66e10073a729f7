package io.cordon.agent.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is seen while no broker answers is told later; what there is no room for is lost, and counted. */
class TelemetryTest {
    private static final int ROOM = 8;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final MockProducer<String, String> kafka =
            new MockProducer<>(false, null, new StringSerializer(), new StringSerializer());
    private final Telemetry telemetry = new Telemetry(kafka, "telemetry", "t/e1", ROOM);

    @AfterEach
    void close() {
        telemetry.close();
    }

    @Test
    void aRecordThatNoBrokerTookIsSentAgain() {
        telemetry.accept("one");
        answer(new TimeoutException("topic not present in metadata after 1000 ms"));
        answer(new TimeoutException("topic not present in metadata after 1000 ms"));
        take();
        telemetry.accept("two");
        take();

        assertThat(told()).containsExactly("one", "one", "one", "two");
        assertThat(telemetry.lost()).isZero();
    }

    @Test
    void whatThereIsNoRoomForIsLostAndWhatWaitsIsNot() {
        telemetry.accept("first");
        telemetry.accept("second");
        assertThat(telemetry.lost()).isEqualTo(1);

        answer(new TimeoutException("none"));
        take();
        telemetry.accept("third");
        take();

        assertThat(told()).containsExactly("first", "first", "third");
        assertThat(telemetry.lost()).isEqualTo(1);
    }

    @Test
    void aRecordThatNoBrokerWillTakeIsLostAndStopsNothing() {
        telemetry.accept("one");
        answer(new RecordTooLargeException("too large"));
        telemetry.accept("two");
        take();

        assertThat(told()).containsExactly("one", "two");
        assertThat(telemetry.lost()).isEqualTo(1);
    }

    private List<String> told() {
        return kafka.history().stream().map(ProducerRecord::value).toList();
    }

    /** Has Kafka take the next record once it was sent. */
    private void take() {
        await(kafka::completeNext);
    }

    private void answer(RuntimeException problem) {
        await(() -> kafka.errorNext(problem));
    }

    private static void await(BooleanSupplier wasSent) {
        long deadline = System.nanoTime() + LONGEST_NANOS;
        while (!wasSent.getAsBoolean()) {
            assertThat(System.nanoTime()).as("nothing was sent").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
