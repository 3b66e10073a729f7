package io.cordon.cli;

import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.schemas.Topics.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks for what a job needs before it is submitted: without it, the job would only restart for ever. */
final class SubmitCheck {
    private static final String CREATE = ": run `cordon topics create`";

    private final ClusterOptions cluster;
    private final String job;

    SubmitCheck(ClusterOptions cluster, JobName job) {
        this.cluster = cluster;
        this.job = job.name();
    }

    /**
     * All that is missing, a line each.
     *
     * @param ownTopics whether the job reads topics of the user's instead of telemetry
     */
    List<String> problems(boolean ownTopics) {
        List<String> problems = new ArrayList<>();
        List<Topic> used = Topics.shipped().stream()
                .filter(topic ->
                        topic.writers().contains(job) || topic.readers().contains(job))
                .filter(topic -> !(ownTopics && topic.name().equals(Topics.TELEMETRY)))
                .toList();
        addMissingTopics(used, problems);
        addMissingContracts(used, problems);
        return problems;
    }

    private void addMissingTopics(List<Topic> used, List<String> problems) {
        try (Admin admin = Admin.create(cluster.kafkaProperties())) {
            Map<String, KafkaFuture<TopicDescription>> found = admin.describeTopics(used.stream()
                            .map(topic -> cluster.topic(topic.name()))
                            .toList())
                    .topicNameValues();
            for (Topic topic : used) {
                String name = cluster.topic(topic.name());
                try {
                    found.getOrDefault(name, KafkaFuture.completedFuture(null)).get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                        problems.add("the broker " + cluster.kafka + ": " + e.getMessage());
                        return;
                    }
                    problems.add("there is no topic " + name + CREATE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted", e);
        }
    }

    private void addMissingContracts(List<Topic> used, List<String> problems) {
        SchemaRegistry registry = cluster.schemaRegistry();
        for (Topic topic : used) {
            String subject = SchemaCoder.subject(cluster.topic(topic.name()));
            try {
                if (topic.writers().contains(job)
                        && topic.schema().isPresent()
                        && registry.idOf(subject, topic.schema().get()).isEmpty()) {
                    problems.add("the registry's subject " + subject + " lacks this version's contract" + CREATE);
                }
            } catch (IOException e) {
                problems.add("the registry " + cluster.registry + ": " + e.getMessage());
                return;
            }
        }
    }
}
