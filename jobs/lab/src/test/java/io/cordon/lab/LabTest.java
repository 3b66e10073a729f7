package io.cordon.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabTest {
    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));

    @Test
    void startsFourProcessesReplacesAKilledTaskManagerAndEndsWhatItStarted(@TempDir Path directory)
            throws IOException, ExecutionException, InterruptedException {
        long replaced;
        try (Lab lab = Lab.start(LabOptions.laptop(ROOT, directory))) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", lab.kafka()))) {
                assertThat(admin.describeCluster().nodes().get()).hasSize(1);
            }
            assertThat(lab.flink().taskManagers()).hasSize(1);
            long first = lab.taskManagerPid();
            lab.killTaskManager();
            assertThat(ProcessHandle.of(first)).isEmpty();
            lab.startTaskManager();
            lab.awaitTaskManager();
            replaced = lab.taskManagerPid();
            assertThat(ProcessHandle.of(replaced)).isPresent();
        }
        assertThat(ProcessHandle.of(replaced)).isEmpty();
    }

    @Test
    void brokerAndRegistryAreKilledAndKeepWhatTheyHave(@TempDir Path directory) throws Exception {
        try (Lab lab = Lab.start(LabOptions.laptop(ROOT, directory));
                Admin admin = Admin.create(Map.of("bootstrap.servers", lab.kafka()))) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                    .all()
                    .get();
            assertThat(schemas(lab, "POST", "{\"schema\": \"\\\"string\\\"\"}")).contains("\"id\"");

            lab.restartBroker();
            lab.restartRegistry();

            assertThat(admin.listTopics().names().get()).contains("kept");
            assertThat(schemas(lab, "GET", "")).isEqualTo("[1]");
        }
    }

    private static String schemas(Lab lab, String method, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(lab.registry() + "/subjects/kept-value/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
