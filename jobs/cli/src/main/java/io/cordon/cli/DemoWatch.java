package io.cordon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.wire.Command;
import io.cordon.wire.EndpointEvent;
import io.cordon.wire.Finding;
import io.cordon.wire.FindingState;
import io.cordon.wire.Incident;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** Reads what the jobs write, tells it line by line while it is asked to, and counts. */
final class DemoWatch implements AutoCloseable {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClusterOptions cluster;
    private final PrintStream out;
    private final KafkaConsumer<String, byte[]> consumer;
    private final SchemaCoder<EndpointEvent> events;
    private final SchemaCoder<Finding> findingCoder;
    private final SchemaCoder<Command> commandCoder;
    private final SchemaCoder<Incident> incidentCoder;
    private final DemoIncidents incidents = new DemoIncidents();
    private final Thread reader = new Thread(this::read, "demo-watch");
    private final Map<String, ProcessTreeView> trees = new LinkedHashMap<>();
    private final Map<String, Finding> findings = new HashMap<>();
    private final Map<String, Ordered> commands = new LinkedHashMap<>();
    private long eventsIn;
    private long deadLetters;
    private boolean telling = true;
    private @Nullable RuntimeException failure;

    /**
     * One command as it was seen first.
     *
     * @param target the endpoint and the entity that it names
     * @param appendMillis when Kafka appended it
     */
    private record Ordered(String target, long appendMillis) {}

    /** How far the jobs have come. */
    record Counts(long events, long findings, long incidents, long commands, long deadLetters) {}

    DemoWatch(ClusterOptions cluster, PrintStream out) {
        this.cluster = cluster;
        this.out = out;
        SchemaRegistry registry = cluster.schemaRegistry();
        events = coder(registry, Topics.ENDPOINT_EVENTS, EndpointEvent.class);
        findingCoder = coder(registry, Topics.FINDINGS, Finding.class);
        commandCoder = coder(registry, Topics.COMMANDS, Command.class);
        incidentCoder = coder(registry, Topics.INCIDENTS, Incident.class);
        consumer = cluster.consumer();
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(
                Topics.ENDPOINT_EVENTS, Topics.FINDINGS, Topics.INCIDENTS, Topics.COMMANDS, Topics.DEAD_LETTERS)) {
            consumer.partitionsFor(cluster.topic(topic))
                    .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        reader.setDaemon(true);
        reader.start();
    }

    private <T extends SpecificRecord> SchemaCoder<T> coder(SchemaRegistry registry, String topic, Class<T> type) {
        return new SchemaCoder<>(registry, cluster.topic(topic), type, () -> {});
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
            }
        }
    }

    private synchronized void take(ConsumerRecord<String, byte[]> record) {
        String topic = record.topic().substring(cluster.prefix.length());
        switch (topic) {
            case Topics.ENDPOINT_EVENTS -> takeEvent(record);
            case Topics.FINDINGS -> takeFinding(value(findingCoder, record));
            case Topics.INCIDENTS -> incidents.take(value(incidentCoder, record));
            case Topics.COMMANDS -> takeCommand(value(commandCoder, record), record.timestamp());
            default -> deadLetters++;
        }
    }

    private void takeEvent(ConsumerRecord<String, byte[]> record) {
        eventsIn++;
        if (telling) {
            EndpointEvent event = value(events, record);
            trees.computeIfAbsent(event.getEndpoint(), endpoint -> new ProcessTreeView())
                    .add(event);
        }
    }

    private void takeFinding(Finding finding) {
        Finding before = findings.put(finding.getId(), finding);
        if (telling && (before == null || before.getState() != finding.getState())) {
            String actor = finding.getEvidence().isEmpty()
                    ? ""
                    : String.valueOf(finding.getEvidence().get(0).getEntity());
            String mark = finding.getState() == FindingState.retracted ? "retracted" : finding.getRuleTitle();
            ProcessTreeView tree = trees.get(String.join(",", finding.getEndpoints()));
            if (tree != null) {
                tree.mark(actor, mark);
            }
            out.printf(
                    "finding  %-8s %-11s %s, on %s%n",
                    finding.getLevel(),
                    finding.getState(),
                    finding.getRuleTitle(),
                    String.join(", ", finding.getEndpoints()));
        }
    }

    private void takeCommand(Command command, long appendMillis) {
        JsonNode payload = payload(command);
        JsonNode process = payload.path("target").path("process");
        JsonNode cordon = payload.path("args").path("x-cordon");
        String entity = cordon.path("entity").asText();
        boolean first = commands.putIfAbsent(
                        command.getCommandId(), new Ordered(target(command.getEndpoint(), entity), appendMillis))
                == null;
        if (telling && first) {
            ProcessTreeView tree = trees.get(command.getEndpoint());
            if (tree != null) {
                tree.mark(entity, "KILL ORDERED");
            }
            out.printf(
                    "command  %s %s, pid %s, and its descendants, on %s, from %s until %s UTC, key %.8s…%n",
                    payload.path("action").asText(),
                    process.path("name").asText("process"),
                    process.path("pid").asText(),
                    command.getEndpoint(),
                    CLOCK.format(Instant.ofEpochMilli(command.getStartTime())),
                    CLOCK.format(Instant.ofEpochMilli(command.getStopTime())),
                    command.getKeyId());
        }
    }

    /** From now on, only counts. */
    synchronized void fallSilent() {
        telling = false;
    }

    /** Draws the trees in which something was found. */
    synchronized void drawTrees() {
        trees.forEach((endpoint, tree) -> {
            List<String> lines = tree.draw();
            if (!lines.isEmpty()) {
                out.println();
                out.println("process tree of " + endpoint);
                lines.forEach(line -> out.println("  " + line));
            }
        });
        out.println();
    }

    /** Tells what hangs together. */
    synchronized void tellIncidents() {
        incidents.tell(cluster, out);
    }

    synchronized Counts counts() {
        if (failure != null) {
            throw new CommandException("cannot read what the jobs write: " + failure, failure);
        }
        long standing = findings.values().stream()
                .filter(finding -> finding.getState() != FindingState.retracted)
                .count();
        return new Counts(eventsIn, standing, incidents.size(), commands.size(), deadLetters);
    }

    /** From the raw record's append to the command's, in ms, ascending, of commands that were appended from then on. */
    synchronized List<Long> latencies(long fromMillis) {
        Map<String, Long> raw = new HashMap<>();
        for (Finding finding : findings.values()) {
            if (finding.getTarget() != null && !finding.getAction().equals("none")) {
                raw.merge(
                        target(
                                finding.getTarget().getEndpoint(),
                                finding.getTarget().getEntity()),
                        finding.getAppendTime() / 1000,
                        Math::min);
            }
        }
        return commands.values().stream()
                .filter(command -> command.appendMillis() >= fromMillis && raw.containsKey(command.target()))
                .map(command -> command.appendMillis() - raw.getOrDefault(command.target(), 0L))
                .sorted()
                .toList();
    }

    private static String target(String endpoint, String entity) {
        return endpoint + ' ' + entity;
    }

    private static JsonNode payload(Command command) {
        byte[] bytes = new byte[command.getPayload().remaining()];
        command.getPayload().duplicate().get(bytes);
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new CommandException("command " + command.getCommandId() + " carries no JSON", e);
        }
    }

    private static <T extends SpecificRecord> T value(SchemaCoder<T> coder, ConsumerRecord<String, byte[]> record) {
        Decoded<T> decoded = coder.decode(record.value());
        if (decoded instanceof Decoded.Value<T> value) {
            return value.value();
        }
        throw new CommandException(record.topic() + " holds a record that cannot be read: " + decoded);
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            reader.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
