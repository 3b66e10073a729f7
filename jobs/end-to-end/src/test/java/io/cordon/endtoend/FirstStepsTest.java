package io.cordon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.cli.ClusterOptions;
import io.cordon.cli.Cordon;
import io.cordon.lab.BrokerLab;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a new user types in the wrong order, or on a cluster of one broker, says what to type instead. */
class FirstStepsTest {
    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));

    @Test
    void whatIsMissingIsNamedWithTheCommandThatMakesIt(@TempDir Path directory) {
        String key = directory.resolve("signing.key").toString();
        Cordon.commandLine().execute("keys", "create", key);
        try (BrokerLab lab = BrokerLab.start(ROOT, directory.resolve("lab"))) {
            ClusterOptions cluster = ClusterOptions.of(lab.kafka(), lab.registry(), "prod.");
            String demo = ROOT.resolve("rules/demo").toString();

            assertThat(typed(cluster, "rules", "push", demo, "--key", key))
                    .startsWith("2 cordon: ")
                    .contains("run `cordon topics create`");
            assertThat(typed(cluster, "topics", "create"))
                    .startsWith("2 cordon: ")
                    .contains("`--replication 1` is for a single broker");
            assertThat(typed(cluster, "topics", "create", "--replication", "1")).startsWith("0 ");
            assertThat(typed(cluster, "rules", "push", demo, "--key", key)).startsWith("0 ");
        }
    }

    /** The exit code, and what was said of mistakes. */
    private static String typed(ClusterOptions cluster, String... arguments) {
        StringWriter said = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(cluster.asArguments());
        int code = Cordon.commandLine().setErr(new PrintWriter(said, true)).execute(all.toArray(String[]::new));
        return code + " " + said;
    }
}
