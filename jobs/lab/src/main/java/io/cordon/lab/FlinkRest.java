package io.cordon.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Flink's REST interface, as much of it as the lab reads. */
public final class FlinkRest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String address;

    public FlinkRest(String address) {
        this.address = address;
    }

    /** The ids of the TaskManagers that the JobManager knows; one that was killed stays for some heartbeats. */
    public List<String> taskManagers() throws IOException {
        List<String> ids = new ArrayList<>();
        get("/taskmanagers")
                .path("taskmanagers")
                .forEach(known -> ids.add(known.path("id").asText()));
        return ids;
    }

    /** Flink's name of the job's state, such as {@code RUNNING}. */
    public String state(String job) throws IOException {
        return get("/jobs/" + job).path("state").asText();
    }

    /** Whether the job runs with every one of its tasks. */
    public boolean allTasksRun(String job) throws IOException {
        JsonNode status = get("/jobs/" + job);
        for (JsonNode vertex : status.path("vertices")) {
            if (!vertex.path("status").asText().equals("RUNNING")) {
                return false;
            }
        }
        return status.path("state").asText().equals("RUNNING");
    }

    public long completedCheckpoints(String job) throws IOException {
        return get("/jobs/" + job + "/checkpoints")
                .path("counts")
                .path("completed")
                .asLong();
    }

    /** Where the job's last completed checkpoint lies, or empty where it has none. */
    public String lastCheckpoint(String job) throws IOException {
        return get("/jobs/" + job + "/checkpoints")
                .path("latest")
                .path("completed")
                .path("external_path")
                .asText("");
    }

    /** One of the JobManager's settings, or empty where it is not set. */
    public String setting(String key) throws IOException {
        for (JsonNode entry : get("/jobmanager/config")) {
            if (entry.path("key").asText().equals(key)) {
                return entry.path("value").asText();
            }
        }
        return "";
    }

    /** When the job last began to run, in milliseconds of the JobManager's clock; later after each restart. */
    public long runningSince(String job) throws IOException {
        return get("/jobs/" + job).path("timestamps").path("RUNNING").asLong();
    }

    /** The job's state, each task's, and what failed last, for whoever waited for it in vain. */
    public String condition(String job) throws IOException {
        JsonNode status = get("/jobs/" + job);
        StringBuilder text = new StringBuilder(
                status.path("name").asText() + " is " + status.path("state").asText());
        for (JsonNode vertex : status.path("vertices")) {
            text.append("\n  ")
                    .append(vertex.path("status").asText())
                    .append(' ')
                    .append(vertex.path("name").asText());
        }
        for (JsonNode failure :
                get("/jobs/" + job + "/exceptions").path("exceptionHistory").path("entries")) {
            text.append("\n  at ")
                    .append(Instant.ofEpochMilli(failure.path("timestamp").asLong()))
                    .append(": ")
                    .append(failure.path("stacktrace").asText().strip());
        }
        return text.toString();
    }

    /** The sum over all subtasks of the operator metrics whose name ends so, at vertices whose name contains this. */
    public long operatorMetric(String job, String vertexName, String suffix) throws IOException {
        long total = 0;
        for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
            if (vertex.path("name").asText().contains(vertexName)) {
                String metrics =
                        "/jobs/" + job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
                List<String> names = new ArrayList<>();
                get(metrics).forEach(metric -> names.add(metric.path("id").asText()));
                for (String name : names) {
                    if (name.endsWith(suffix)) {
                        total += sum(get(metrics + "?get=" + URLEncoder.encode(name, StandardCharsets.UTF_8)));
                    }
                }
            }
        }
        return total;
    }

    /** The number of records that the job's busiest vertex has read from others. */
    public long mostRecordsRead(String job) throws IOException {
        long most = 0;
        for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
            most = Math.max(most, vertex.path("metrics").path("read-records").asLong());
        }
        return most;
    }

    /** Ends the job without a savepoint. */
    public void cancel(String job) throws IOException {
        send(request("/jobs/" + job).method("PATCH", HttpRequest.BodyPublishers.noBody()));
    }

    private static long sum(JsonNode metrics) {
        long total = 0;
        for (JsonNode metric : metrics) {
            total += (metric.has("sum") ? metric.path("sum") : metric.path("value")).asLong();
        }
        return total;
    }

    private JsonNode get(String path) throws IOException {
        return JSON.readTree(send(request(path)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(10));
    }

    private String send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IOException("Flink answered " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (InterruptedException e) {
            throw Waiting.interrupted(e);
        }
    }
}
