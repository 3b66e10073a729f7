package io.cordon.endtoend;

import io.cordon.cli.ClusterOptions;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.Topics;
import io.cordon.wire.Command;
import io.cordon.wire.Edge;
import io.cordon.wire.EndpointEvent;
import io.cordon.wire.Finding;
import io.cordon.wire.FindingState;
import io.cordon.wire.Incident;
import io.cordon.wire.IncidentState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** What the jobs have written to their topics so far; each call reads on to the present end. */
final class Written implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, SchemaCoder<?>> coders;
    private final List<TopicPartition> partitions = new ArrayList<>();
    private final Map<String, Integer> timesOfEvent = new HashMap<>();
    private final Map<String, String> findings = new TreeMap<>();
    private final Map<String, String> edges = new TreeMap<>();
    private final Map<String, String> incidents = new TreeMap<>();
    /** The findings of each incident that stands. */
    private final Map<String, List<String>> told = new HashMap<>();

    private final Set<String> retracted = new HashSet<>();
    private final Map<String, Integer> lastVersions = new HashMap<>();
    private final Set<String> titles = new TreeSet<>();
    private final Set<String> commands = new TreeSet<>();

    Written(ClusterOptions cluster) {
        coders = Map.of(
                cluster.topic(Topics.ENDPOINT_EVENTS), coder(cluster, Topics.ENDPOINT_EVENTS, EndpointEvent.class),
                cluster.topic(Topics.FINDINGS), coder(cluster, Topics.FINDINGS, Finding.class),
                cluster.topic(Topics.EDGES), coder(cluster, Topics.EDGES, Edge.class),
                cluster.topic(Topics.INCIDENTS), coder(cluster, Topics.INCIDENTS, Incident.class),
                cluster.topic(Topics.COMMANDS), coder(cluster, Topics.COMMANDS, Command.class));
        consumer = cluster.consumer();
        for (String topic : coders.keySet()) {
            consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private static <T extends SpecificRecord> SchemaCoder<T> coder(
            ClusterOptions cluster, String topic, Class<T> type) {
        return new SchemaCoder<>(cluster.schemaRegistry(), cluster.topic(topic), type, () -> {});
    }

    Written readOn() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                take(record);
            }
        }
        return this;
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        SchemaCoder<?> coder = coders.get(record.topic());
        Object value = coder == null ? null : coder.decode(record.value());
        if (!(value instanceof Decoded.Value<?> decoded)) {
            throw new AssertionError(record.topic() + " holds what cannot be read: " + value);
        }
        if (decoded.value() instanceof EndpointEvent event) {
            timesOfEvent.merge(event.getEndpoint() + ' ' + event.getId(), 1, Integer::sum);
        } else if (decoded.value() instanceof Finding finding) {
            if (isLast(finding.getId(), finding.getVersion())) {
                findings.put(finding.getId(), finding.getRuleTitle() + ", " + finding.getState());
                titles.add(finding.getRuleTitle());
                if (finding.getState() == FindingState.retracted) {
                    retracted.add(finding.getId());
                } else {
                    retracted.remove(finding.getId());
                }
            }
        } else if (decoded.value() instanceof Edge edge) {
            if (isLast(edge.getId(), edge.getVersion())) {
                edges.put(
                        edge.getId(),
                        edge.getState() + ", " + edge.getTier() + ", from " + edge.getSource() + " to "
                                + edge.getTarget());
            }
        } else if (decoded.value() instanceof Incident incident) {
            if (isLast(incident.getId(), incident.getVersion())) {
                incidents.put(
                        incident.getId(),
                        "on " + incident.getEndpoints() + ", of " + incident.getFindings() + " and "
                                + incident.getEdges());
                told.put(incident.getId(), incident.getFindings());
                // One that went on as another may have been its own for a moment in one run and not in the other.
                if (Set.of(IncidentState.merged, IncidentState.retracted).contains(incident.getState())) {
                    incidents.remove(incident.getId());
                    told.remove(incident.getId());
                }
            }
        } else if (decoded.value() instanceof Command command) {
            commands.add(command.getCommandId());
        }
    }

    private boolean isLast(String id, int version) {
        return lastVersions.merge(id, version, Math::max) == version;
    }

    /** How many records ingest has written, those that repeat included. */
    int eventRecords() {
        return timesOfEvent.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many events ingest has written more than once, as it does when it reads them again after a restore. */
    long repeatedEvents() {
        return timesOfEvent.values().stream().filter(times -> times > 1).count();
    }

    /** Each finding's title and last state. */
    Map<String, String> findings() {
        return Map.copyOf(findings);
    }

    /** What was last thought of each edge. */
    Map<String, String> edges() {
        return Map.copyOf(edges);
    }

    /** Of what each incident that stands was last made. */
    Map<String, String> incidents() {
        return Map.copyOf(incidents);
    }

    /** Findings that stand and that no incident tells of yet. */
    Set<String> loose() {
        Set<String> loose = new TreeSet<>(findings.keySet());
        loose.removeAll(retracted);
        told.values().forEach(loose::removeAll);
        return loose;
    }

    /** Of the rules that found something. */
    Set<String> titles() {
        return Set.copyOf(titles);
    }

    Set<String> commands() {
        return Set.copyOf(commands);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
