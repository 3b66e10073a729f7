package io.cordon.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
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
}
