package io.cordon.cli;

import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.schemas.Topics.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;

/** Brings the topics of the topics file to a cluster and their contracts to a registry; what is there already is compared, never changed. */
final class TopicSetup {
    private final ClusterOptions cluster;
    private final short replication;

    /** @param replication the number of copies, or 0 for what the topics file says */
    TopicSetup(ClusterOptions cluster, int replication) {
        this.cluster = cluster;
        this.replication = (short) replication;
    }

    /**
     * What was done, and what differs.
     *
     * @param created names of topics that were missing
     * @param differences one line for each setting of a topic that is not as the topics file says
     */
    record Outcome(List<String> created, List<String> differences, int contracts) {
        Outcome {
            created = List.copyOf(created);
            differences = List.copyOf(differences);
        }
    }

    Outcome apply() {
        try (Admin admin = Admin.create(cluster.kafkaProperties())) {
            Set<String> there = admin.listTopics().names().get();
            List<Topic> present = new ArrayList<>();
            List<NewTopic> missing = new ArrayList<>();
            for (Topic topic : Topics.shipped()) {
                if (there.contains(cluster.topic(topic.name()))) {
                    present.add(topic);
                } else {
                    missing.add(new NewTopic(cluster.topic(topic.name()), topic.partitions(), copies(topic))
                            .configs(config(topic)));
                }
            }
            admin.createTopics(missing).all().get();
            return new Outcome(
                    missing.stream().map(NewTopic::name).toList(), differences(admin, present), registerContracts());
        } catch (ExecutionException e) {
            String advice = e.getCause() instanceof InvalidReplicationFactorException
                    ? "; `--replication 1` is for a single broker"
                    : "";
            throw new CommandException("the broker " + cluster.kafka + ": " + e.getMessage() + advice, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted", e);
        } catch (IOException e) {
            throw new CommandException("the registry " + cluster.registry + ": " + e.getMessage(), e);
        }
    }

    private int registerContracts() throws IOException {
        SchemaRegistry registry = cluster.schemaRegistry();
        int registered = 0;
        for (Topic topic : Topics.shipped()) {
            if (topic.schema().isPresent()) {
                registry.register(
                        SchemaCoder.subject(cluster.topic(topic.name())),
                        topic.schema().get());
                registered++;
            }
        }
        return registered;
    }

    private List<String> differences(Admin admin, List<Topic> present) throws ExecutionException, InterruptedException {
        Collection<String> names =
                present.stream().map(topic -> cluster.topic(topic.name())).toList();
        Map<String, TopicDescription> descriptions =
                admin.describeTopics(names).allTopicNames().get();
        Map<ConfigResource, Config> configs = admin.describeConfigs(names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all()
                .get();
        List<String> differences = new ArrayList<>();
        for (Topic topic : present) {
            String name = cluster.topic(topic.name());
            TopicDescription description = descriptions.get(name);
            int partitions = description == null ? 0 : description.partitions().size();
            if (partitions != topic.partitions()) {
                differences.add(
                        name + ": has " + partitions + " partitions, the topics file says " + topic.partitions());
            }
            Config actual = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, name));
            new TreeMap<>(config(topic)).forEach((key, wanted) -> {
                ConfigEntry entry = actual == null ? null : actual.get(key);
                if (entry == null || !wanted.equals(entry.value())) {
                    differences.add(name + ": " + key + " is " + (entry == null ? "not set" : entry.value())
                            + ", the topics file says " + wanted);
                }
            });
        }
        return differences;
    }

    private short copies(Topic topic) {
        return replication == 0 ? topic.replication() : replication;
    }

    private Map<String, String> config(Topic topic) {
        Map<String, String> config = new TreeMap<>(topic.config());
        int inSync = Integer.parseInt(config.getOrDefault("min.insync.replicas", "1"));
        config.put("min.insync.replicas", String.valueOf(Math.min(inSync, copies(topic))));
        return config;
    }
}
