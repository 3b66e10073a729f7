package io.cordon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.cli.ClusterOptions;
import io.cordon.cli.Cordon;
import io.cordon.cli.Deployment;
import io.cordon.cli.JobName;
import io.cordon.cli.Steps;
import io.cordon.endtoend.FeedbackRound.Attack;
import io.cordon.lab.Lab;
import io.cordon.lab.LabOptions;
import io.cordon.schemas.KeyPairFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two attacks as they were told of, through the real processes and with the TaskManager killed on the way: what one host was found to do
 * late is stopped on another at its first event, found where it was before, and taken back when a person says that it is none.
 */
class FeedbackLoopTest {
    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));
    private static final Map<String, String> FLINK = Map.of(
            "execution.checkpointing.interval", "1 s",
            "heartbeat.interval", "500",
            "heartbeat.timeout", "5000",
            // On a busy machine a TaskManager may take longer to begin than Flink lets it.
            "pekko.startup-timeout", "1 min");

    private static final String RULES = """
            title: A service account's program asks for a token
            id: relay
            dialect: endpoint
            tags: [attack.privilege-escalation]
            query: |
              process where process.command_line : "*-l * -t * -c {*"
            ---
            title: The account database is saved
            id: sam
            dialect: endpoint
            tags: [attack.credential-access]
            query: |
              process where process.command_line : "*save hklm*"
            ---
            title: A program of the equation editor's
            id: equation
            dialect: endpoint
            tags: [attack.initial-access]
            query: |
              process where process.parent.name : "eqnedt32.exe"
            ---
            title: A program's image is replaced while it runs
            id: hollowing
            tags: [attack.defense-evasion]
            logsource: {product: windows, category: process_tampering}
            detection: {replaced: {Type: Image is replaced}, condition: replaced}
            cordon: {action: kill-tree, step: 1, role: process}
            """;

    private static final String POLICY = """
            policy: loop
            policies:
              - mode: block
              - {tag: cordon.indicator, mode: block, response: [kill-tree, deny-hash]}
            respond: {sends: 1, escalate: none}
            """;

    /** A relayed token makes a service account the system's: one device, then others, the file called otherwise there. */
    private static final Attack POTATO = new Attack(
            "potato",
            "ab".repeat(32),
            host -> {
                String potato = "C:\\Users\\Public\\potato.exe";
                String asking = "potato.exe -l 1337 -t * -c {03ca98d6-ff5d-49b8-abc6-03dd84127020}";
                host.starts("program", "w3wp", potato, asking, "ab".repeat(32));
                savesAccounts(host);
            },
            host -> host.starts("program", "w3wp", "C:\\Users\\Public\\svc.exe", "svc.exe --quiet", "ab".repeat(32)),
            FeedbackLoopTest::savesAccounts,
            "reg");

    /** A document's exploit runs a loader, which hollows a process in which it would take passwords; elsewhere the loader comes by mail. */
    private static final Attack LOADER = new Attack(
            "loader",
            "cd".repeat(32),
            host -> {
                host.starts("program", "eqnedt32", "C:\\Users\\ann\\loader.exe", "loader.exe", "cd".repeat(32));
                hollows(host);
            },
            host -> host.starts("program", "explorer", "D:\\invoice.exe", "invoice.exe", "cd".repeat(32)),
            FeedbackLoopTest::hollows,
            "hollow");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private static void savesAccounts(SysmonHost host) {
        host.starts("cmd", "program", "C:\\Windows\\System32\\cmd.exe", "cmd.exe", "11".repeat(32));
        host.starts("reg", "cmd", "C:\\Windows\\System32\\reg.exe", "reg.exe save hklm\\sam s", "12".repeat(32));
    }

    private static void hollows(SysmonHost host) {
        String image = "C:\\Windows\\System32\\vbc.exe";
        host.starts("hollow", "program", image, "vbc.exe", "13".repeat(32)).hollows("hollow", image);
    }

    @Test
    void bothGoRound() throws Exception {
        try (Lab lab = Lab.start(LabOptions.laptop(ROOT, folder.resolve("lab")).withFlink(FLINK))) {
            ClusterOptions cluster = ClusterOptions.of(lab.kafka(), lab.registry(), "loop-");
            RunningJobs jobs = deploy(lab, cluster);
            PublicKey signer = KeyPairFile.readPublic(Files.readString(folder.resolve("signing.key.pub")));
            try (FeedbackRound round = new FeedbackRound(cluster, jobs, key("ann"), signer)) {
                round.grows();
                round.goes(POTATO);
                round.goes(LOADER);
            }
        }
    }

    private RunningJobs deploy(Lab lab, ClusterOptions cluster) throws Exception {
        cordon("keys", "create", key("indicators").toString());
        cordon("keys", "create", key("ann").toString());
        Path rules = Files.writeString(folder.resolve("rules.yml"), RULES);
        Path policy = Files.writeString(folder.resolve("loop.policy.yml"), POLICY);
        Path endpoints = Files.writeString(
                folder.resolve("endpoints.yml"),
                "endpoints: [{endpoint: '*', group: all, antivirus: cordon, automation: full}]\n");
        List<String> ofDetect =
                new ArrayList<>(List.of("--indicator-key", key("indicators").toString()));
        ofDetect.addAll(List.of("--verdict-trust", key("ann") + ".pub"));
        ofDetect.addAll(List.of("--memory-days", "1", "--memory-endpoints", "1"));
        Map<JobName, String> ids = new Deployment(lab, cluster, folder, Steps.onStandardError())
                .deploy(
                        List.of(rules),
                        policy,
                        Map.of(
                                JobName.detect,
                                ofDetect,
                                JobName.contain,
                                List.of("--endpoints", endpoints.toString())));
        return new RunningJobs(lab, ids.values());
    }

    private Path key(String name) {
        return folder.resolve(name + ".key");
    }

    private static void cordon(String... command) {
        assertThat(Cordon.commandLine().execute(command))
                .as(String.join(" ", command))
                .isZero();
    }
}
