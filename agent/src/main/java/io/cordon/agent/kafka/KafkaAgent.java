package io.cordon.agent.kafka;

import io.cordon.agent.Agent;
import io.cordon.agent.Network;
import io.cordon.wire.CommandResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Runs an agent on Kafka: what comes is obeyed on one thread, leases end on another that waits for nobody, answers go out on a third.
 */
public final class KafkaAgent implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long TICK_MILLIS = 250;
    private static final long ANNOUNCES_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long CHANGE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Agent agent;
    private final Cluster cluster;
    private final Settings settings;
    private final Patience patience;
    private final Reach reach;
    private final ResponseWriter responses;
    private final Thread ticking = new Thread(this::tickOn, "leases");
    private volatile boolean closed;
    private volatile @Nullable CommandReader reader;

    /**
     * How an agent works with Kafka.
     *
     * @param lookBack how old commands may be that an agent without memory looks at
     * @param giveUpAfter an isolation ends when no broker was reached for so long
     * @param network what is told which way to keep open, or empty where nothing is cut off
     * @param condition what is told of the agent beside what it can do; what changes is announced within a minute
     */
    public record Settings(
            Duration lookBack,
            Duration giveUpAfter,
            Optional<Network> network,
            Supplier<Map<String, String>> condition) {
        /** Settings of an agent of whose condition nothing is told. */
        public Settings(Duration lookBack, Duration giveUpAfter, Optional<Network> network) {
            this(lookBack, giveUpAfter, network, Map::of);
        }
    }

    public KafkaAgent(Agent agent, Cluster cluster, Settings settings) {
        this.agent = agent;
        this.cluster = cluster;
        this.settings = settings;
        this.patience = new Patience(settings.giveUpAfter(), System.nanoTime());
        this.reach = new Reach(cluster, settings.network());
        this.responses = new ResponseWriter(cluster, agent.identity(), this::answered);
        ticking.setDaemon(true);
    }

    /**
     * Obeys until it is closed; a broker that is away is waited for.
     *
     * @param onReady called when the backlog was read and answered
     * @param onProblem told why it does not get on, each time that it tries in vain
     */
    public void run(Runnable onReady, Consumer<String> onProblem) throws InterruptedException {
        synchronized (agent) {
            responses.send(agent.resume(), Map.of());
        }
        ticking.start();
        boolean isReady = false;
        while (!closed) {
            try (CommandReader opened = open()) {
                reader = opened;
                take(opened.backlog()); // also where nothing came: what was begun when the agent ended waits for it
                if (!isReady) {
                    isReady = true;
                    onReady.run();
                }
                while (!closed) {
                    obey(opened.poll(POLL));
                }
            } catch (WakeupException e) {
                // closed
            } catch (RuntimeException e) {
                if (e instanceof IllegalStateException) {
                    throw e; // a bug, or a contract that the registry does not hold: not Kafka's absence
                }
                onProblem.accept(String.valueOf(e.getMessage()));
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            } finally {
                reader = null;
            }
        }
    }

    private CommandReader open() {
        synchronized (agent) {
            long since = System.currentTimeMillis() - settings.lookBack().toMillis();
            return new CommandReader(cluster, agent.identity(), agent::answeredUntil, since);
        }
    }

    private void obey(CommandReader.Read read) {
        if (!read.records().isEmpty() || !read.next().isEmpty()) {
            take(read);
        }
    }

    private void take(CommandReader.Read read) {
        List<CommandResponse> answers;
        synchronized (agent) {
            answers = agent.take(read.records());
        }
        responses.send(answers, read.next());
    }

    private void answered(Map<String, Long> next) {
        synchronized (agent) {
            next.forEach((partition, offset) -> {
                try {
                    agent.answeredUntil(partition, offset);
                } catch (IOException e) {
                    // read again after the next start, and known by its id
                }
            });
        }
    }

    private void tickOn() {
        long announced = System.nanoTime() - ANNOUNCES_NANOS;
        Map<String, String> told = Map.of();
        try {
            while (!closed) {
                synchronized (agent) {
                    responses.send(agent.tick(), Map.of());
                    responses.send(giveUp(), Map.of());
                }
                long since = System.nanoTime() - announced;
                Map<String, String> condition = settings.condition().get();
                if (since >= ANNOUNCES_NANOS || (since >= CHANGE_NANOS && !condition.equals(told))) {
                    announced = System.nanoTime();
                    told = condition;
                    responses.send(List.of(agent.announcement(condition)), Map.of());
                }
                reach.tick();
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<CommandResponse> giveUp() {
        return patience.isOver(agent.isIsolated(), reach.silence(), System.nanoTime())
                ? agent.giveUpIsolation("given up: no broker was reached for " + settings.giveUpAfter())
                : List.of();
    }

    @Override
    public void close() {
        closed = true;
        CommandReader open = reader;
        if (open != null) {
            open.wakeUp();
        }
        try {
            ticking.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        responses.close();
        reach.close();
    }
}
