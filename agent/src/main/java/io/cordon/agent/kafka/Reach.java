package io.cordon.agent.kafka;

import io.cordon.agent.Network;
import io.cordon.agent.Network.Way;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;

/** Asks every few seconds who the brokers are: keeps the way to them open, and knows for how long none has answered. */
final class Reach implements AutoCloseable {
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(5);
    private static final int ANSWER_MILLIS = 4_000;

    private final Admin admin;
    private final Ways ways;
    private final Optional<Network> network;
    private @Nullable KafkaFuture<Collection<Node>> asked;
    private long askedAt;
    private long reachedAt = System.nanoTime();

    Reach(Cluster cluster, Optional<Network> network) {
        this.admin = Admin.create(cluster.with(Map.of(
                "request.timeout.ms", String.valueOf(ANSWER_MILLIS),
                "default.api.timeout.ms", String.valueOf(ANSWER_MILLIS))));
        this.ways = new Ways(cluster);
        this.network = network;
        keepOpen(ways.to(List.of()));
    }

    /** To be called often; never waits for the network. */
    void tick() {
        KafkaFuture<Collection<Node>> answer = asked;
        if (answer == null) {
            if (System.nanoTime() - askedAt >= INTERVAL) {
                askedAt = System.nanoTime();
                asked = admin.describeCluster().nodes();
            }
        } else if (answer.isDone()) {
            asked = null;
            try {
                keepOpen(ways.to(answer.get()));
                reachedAt = System.nanoTime();
            } catch (ExecutionException e) {
                // not reached
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** For how long nobody has answered. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - reachedAt);
    }

    private void keepOpen(Set<Way> needed) {
        if (network.isPresent()) {
            try {
                network.get().keepOpen(needed);
            } catch (IOException e) {
                // tried again with the next answer; without one, the isolation is given up
            }
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
