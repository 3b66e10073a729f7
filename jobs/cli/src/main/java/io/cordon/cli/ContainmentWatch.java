package io.cordon.cli;

import io.cordon.schemas.Decoded;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.Topics;
import io.cordon.wire.Activity;
import io.cordon.wire.Command;
import io.cordon.wire.CommandResponse;
import io.cordon.wire.EndpointEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** Keeps what is told of stand-ins, by their tags, and what is ordered and answered. */
final class ContainmentWatch implements AutoCloseable {
    private static final String MEMORY = "/memfd:";
    private static final int OK = 200;

    private final ClusterOptions cluster;
    private final KafkaConsumer<String, byte[]> consumer;
    private final SchemaCoder<EndpointEvent> events;
    private final SchemaCoder<Command> commandCoder;
    private final SchemaCoder<CommandResponse> responseCoder;
    private final Map<String, Program> programs = new HashMap<>();
    private final Map<String, Long> ends = new HashMap<>();
    private final Map<String, Boolean> connected = new HashMap<>();
    private final Map<String, Long> probes = new HashMap<>();
    private final Map<String, Command> commands = new LinkedHashMap<>();
    private final Map<String, CommandResponse> responses = new LinkedHashMap<>();
    private final Map<String, Long> ordered = new HashMap<>();
    private final Map<String, Integer> executions = new HashMap<>();
    private final Thread reader = new Thread(this::read, "containment-watch");
    private @Nullable RuntimeException failure;

    /**
     * A program in memory as telemetry told it.
     *
     * @param parent the interpreter's entity
     * @param started in µs since 1970
     */
    record Program(String entity, String parent, long started) {}

    ContainmentWatch(ClusterOptions cluster) {
        this.cluster = cluster;
        events = coder(Topics.ENDPOINT_EVENTS, EndpointEvent.class);
        commandCoder = coder(Topics.COMMANDS, Command.class);
        responseCoder = coder(Topics.RESPONSES, CommandResponse.class);
        consumer = cluster.consumer();
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(Topics.ENDPOINT_EVENTS, Topics.COMMANDS, Topics.RESPONSES)) {
            consumer.partitionsFor(cluster.topic(topic))
                    .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        reader.setDaemon(true);
        reader.start();
    }

    private <T extends SpecificRecord> SchemaCoder<T> coder(String topic, Class<T> type) {
        return new SchemaCoder<>(cluster.schemaRegistry(), cluster.topic(topic), type, () -> {});
    }

    private void read() {
        try {
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    take(record);
                }
            }
        } catch (WakeupException e) {
            consumer.close();
        } catch (RuntimeException e) {
            synchronized (this) {
                failure = e;
                notifyAll();
            }
        }
    }

    private synchronized void take(ConsumerRecord<String, byte[]> record) {
        String topic = record.topic().substring(cluster.prefix.length());
        if (topic.equals(Topics.COMMANDS)) {
            Command command = value(commandCoder, record);
            commands.putIfAbsent(command.getCommandId(), command);
            ordered.putIfAbsent(command.getCommandId(), TimeUnit.MILLISECONDS.toMicros(record.timestamp()));
        } else if (topic.equals(Topics.RESPONSES)) {
            CommandResponse response = value(responseCoder, record);
            responses.putIfAbsent(response.getCommandId(), response);
            if (response.getStatus() == OK && !response.getResults().containsKey("repeated")) {
                executions.merge(response.getCommandId(), 1, Integer::sum);
            }
        } else {
            take(value(events, record));
        }
        notifyAll();
    }

    private void take(EndpointEvent event) {
        String entity = String.valueOf(event.getEntity());
        if (event.getActivity() == Activity.process_end) {
            ends.put(entity, event.getTime());
        } else if (event.getActivity() == Activity.network_connect) {
            connected.put(entity, true);
        } else if (event.getActivity() == Activity.process_start
                && String.valueOf(event.getExecutable()).startsWith(MEMORY)) {
            String line = String.valueOf(event.getCommandLine());
            programs.putIfAbsent(
                    line.substring(line.lastIndexOf(' ') + 1),
                    new Program(entity, String.valueOf(event.getParentEntity()), event.getTime()));
        } else {
            probes.putIfAbsent(event.getId(), System.nanoTime());
        }
    }

    private static <T extends SpecificRecord> T value(SchemaCoder<T> coder, ConsumerRecord<String, byte[]> record) {
        if (coder.decode(record.value()) instanceof Decoded.Value<T> decoded) {
            return decoded.value();
        }
        throw new CommandException("a record of " + record.topic() + " cannot be read");
    }

    /** The program of a stand-in, once it was told and has connected. */
    synchronized Optional<Program> program(String tag) {
        return Optional.ofNullable(programs.get(tag)).filter(one -> connected.containsKey(one.entity()));
    }

    /** When a process ended, in µs since 1970, once that was told. */
    synchronized Optional<Long> end(String entity) {
        return Optional.ofNullable(ends.get(entity));
    }

    /** When a probe came back, on {@link System#nanoTime}'s clock. */
    synchronized Optional<Long> probe(String event) {
        return Optional.ofNullable(probes.get(event));
    }

    /** The first command that names a process. */
    synchronized Optional<Command> command(String entity) {
        return commands.values().stream()
                .filter(one -> payload(one).contains('"' + entity + '"'))
                .findFirst();
    }

    /** When a command was appended, in µs since 1970. */
    synchronized long ordered(String commandId) {
        return Objects.requireNonNull(ordered.get(commandId));
    }

    synchronized List<Command> commands() {
        return List.copyOf(commands.values());
    }

    /** The first answer to a command. */
    synchronized Optional<CommandResponse> response(String commandId) {
        return Optional.ofNullable(responses.get(commandId));
    }

    /** How often an agent says that it carried a command out; what it only says again does not count. */
    synchronized int executions(String commandId) {
        return executions.getOrDefault(commandId, 0);
    }

    static String payload(Command command) {
        return StandardCharsets.UTF_8.decode(command.getPayload().duplicate()).toString();
    }

    /** Waits for something; empty where it does not come in time. */
    synchronized <T> Optional<T> await(Supplier<Optional<T>> what, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            if (failure != null) {
                throw failure;
            }
            Optional<T> found = what.get();
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (found.isPresent() || left <= 0) {
                return found;
            }
            wait(left);
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
    }
}
