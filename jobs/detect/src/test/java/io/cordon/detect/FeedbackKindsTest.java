package io.cordon.detect;

import static io.cordon.detect.Happenings.start;
import static io.cordon.detect.Happenings.starting;
import static io.cordon.detect.Happenings.writes;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.indicator.IndicatorRule;
import io.cordon.schemas.KeyPairFile;
import io.cordon.wire.Finding;
import io.cordon.wire.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An attack whose programs are others on each host is known by its process tree, and one that brings a program with it by that program. */
@SuppressWarnings("try") // the loop declares that closing it may be interrupted
class FeedbackKindsTest {
    private static final int DAY = 86_400;
    private static final String DROPPED = "ab".repeat(32);

    private static final String RULES = """
            title: A program that goes up
            id: up
            dialect: endpoint
            tags: [attack.privilege-escalation]
            query: |
              process where process.executable : "C:\\\\Users\\\\Public\\\\up.exe"
            ---
            title: The account database is saved by a program of everybody's
            id: sam
            dialect: endpoint
            tags: [attack.credential-access]
            query: |
              process where process.command_line : "*save hklm*" and process.parent.executable : "C:\\\\Users\\\\Public\\\\*"
            ---
            title: A program is written
            id: drop
            tags: [attack.persistence]
            logsource: {product: windows, category: file_executable_detected}
            detection: {program: {TargetFilename|endswith: '\\dropped.exe'}, condition: program}
            cordon: {action: kill-tree, step: 1, role: process}
            """;

    private final Contracts contracts = new Contracts(RULES);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private DetectOptions options;

    @BeforeEach
    void signsIndicators() throws Exception {
        Path key = Files.writeString(folder.resolve("key.pem"), KeyPairFile.privatePem(KeyPairFile.generate()));
        options = contracts.options("--indicator-key", key.toString(), "--memory-days", "1", "--memory-endpoints", "1");
    }

    @Test
    void aTreeIsStoppedElsewhereAtTheProcessThatCompletesIt() throws Exception {
        try (FeedbackLoop loop = grown()) {
            happens(loop, attack("web1", 0, "C:\\Users\\Public\\", "01".repeat(32)));
            loop.restart();
            happens(loop, attack("web2", 60, "D:\\", "02".repeat(32)));

            assertThat(loop.standing("web2"))
                    .as("no rule sees it there")
                    .allMatch(finding -> finding.getRuleId().equals(IndicatorRule.ID));
            assertThat(blocked(loop, "web2"))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.getTags()).contains(IndicatorRule.ID + ".process_tree"))
                    .satisfies(finding ->
                            assertThat(finding.getTarget().getEntity()).isEqualTo("web2 reg"));
        }
    }

    @Test
    void neitherItsOrderNorThatOfTheSecondChangesThat() throws Exception {
        for (int seed = 0; seed < 4; seed++) {
            Random random = new Random(seed);
            try (FeedbackLoop loop = grown()) {
                happens(loop, shuffled(attack("web1", 0, "C:\\Users\\Public\\", "01".repeat(32)), random));
                happens(loop, shuffled(attack("web2", 60, "D:\\", "02".repeat(32)), random));

                assertThat(blocked(loop, "web2")).as("seed %d", seed).hasSize(1);
            }
        }
    }

    @Test
    void aTreeIsFoundWhereItWasBefore() throws Exception {
        try (FeedbackLoop loop = grown()) {
            happens(loop, attack("web3", -600, "D:\\", "03".repeat(32)));
            happens(loop, attack("web1", 0, "C:\\Users\\Public\\", "01".repeat(32)));

            assertThat(loop.standing("web3"))
                    .singleElement()
                    .returns("none", Finding::getAction)
                    .returns(Mode.audit, Finding::getMode);
        }
    }

    @Test
    void aProgramThatTheTargetWroteIsStoppedWhereItStarts() throws Exception {
        try (FeedbackLoop loop = grown()) {
            happens(loop, attack("web1", 0, "C:\\Users\\Public\\", "01".repeat(32)));
            loop.happens(writes("web1", 3, "up", "C:\\Users\\ann\\dropped.exe", DROPPED));
            loop.happens(start("web2", 60, "other", "explorer", "D:\\game.exe", "game.exe", DROPPED));

            assertThat(blocked(loop, "web2"))
                    .singleElement()
                    .satisfies(finding ->
                            assertThat(finding.getTarget().getEntity()).isEqualTo("web2 other"));
        }
    }

    /** A program that is another on each host and has the accounts saved. */
    private static List<EndpointEvent> attack(String host, int second, String folder, String hash) {
        String reg = "C:\\Windows\\System32\\reg.exe";
        return List.of(
                start(host, second, "up", "w3wp", folder + "up.exe", "up.exe", hash),
                starting(host, second + 1, "reg", "up", reg, "reg.exe save hklm\\sam s", "")
                        .column(Column.PARENT_EXECUTABLE, folder + "up.exe")
                        .column(Column.PARENT_COMMAND_LINE, "up.exe --quiet")
                        .build());
    }

    private static List<EndpointEvent> shuffled(List<EndpointEvent> events, Random random) {
        List<EndpointEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static void happens(FeedbackLoop loop, List<EndpointEvent> events) throws Exception {
        for (EndpointEvent event : events) {
            loop.happens(event);
        }
    }

    /** A loop whose fleet was seen before today. */
    private FeedbackLoop grown() throws Exception {
        FeedbackLoop loop = new FeedbackLoop(contracts, options);
        loop.happens(start("ws9", -DAY, "p", "explorer", "C:\\Tools\\x.exe", "x.exe", "ef".repeat(32)));
        return loop;
    }

    /** What is to be killed on a host. */
    private static List<Finding> blocked(FeedbackLoop loop, String host) {
        return loop.standing(host).stream()
                .filter(finding -> finding.getMode() == Mode.block)
                .toList();
    }
}
