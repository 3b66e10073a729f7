package io.cordon.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComplaintTest {
    @Test
    void showsTheCausesOfFlinksClientEachOnce() {
        assertThat(of("""
                        2026-11-23 18:24:57,124 ERROR o.a.f.c.c.CliFrontend   Error while running the command.
                        org.apache.flink.client.program.ProgramInvocationException: The main method caused an error: No.
                        \tat org.apache.flink.client.cli.CliFrontend.main(CliFrontend.java:1323)
                        2026-11-23 18:24:57,125 INFO  o.a.f.c.c.CliFrontend   Done.

                        ------------------------------------------------------------
                         The program finished with the following exception:

                        org.apache.flink.client.program.ProgramInvocationException: The main method caused an error: No.
                        \tat org.apache.flink.client.cli.CliFrontend.main(CliFrontend.java:1323)
                        Caused by: org.apache.flink.util.FlinkException: No.
                        Caused by: java.util.concurrent.CompletionException: x.ConnectException: Refused: localhost:1
                        \t... 11 more
                        Caused by: x.ConnectException: Refused: localhost:1
                        Caused by: java.net.ConnectException: Refused
                        """)).isEqualTo("""
                        org.apache.flink.client.program.ProgramInvocationException: The main method caused an error: No.
                        Caused by: java.util.concurrent.CompletionException: x.ConnectException: Refused: localhost:1""");
    }

    @Test
    void showsAPlainMessageWithItsUsage() {
        assertThat(of("""
                        2026-11-23 18:24:57,124 INFO  o.a.f.c.c.CliFrontend   Running 'run' command.
                        org.apache.flink.client.program.ProgramParametrizationException: expected earliest, found 'soon'
                        Usage: ingest --kafka=<kafka>
                        \tat io.cordon.ingest.IngestJob.main(IngestJob.java:14)
                        expected earliest, found 'soon'
                        Usage: ingest --kafka=<kafka>
                              --kafka=<kafka>       HOST:PORT
                        """)).isEqualTo("""
                        expected earliest, found 'soon'
                        Usage: ingest --kafka=<kafka>
                              --kafka=<kafka>       HOST:PORT""");
    }

    private static String of(String log) {
        return Complaint.of(log.lines().toList());
    }
}
