package io.cordon.detect;

import static io.cordon.detect.Happenings.BEGIN;
import static io.cordon.detect.Happenings.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.indicator.IndicatorRule;
import io.cordon.engine.indicator.IndicatorSamples;
import io.cordon.engine.indicator.IndicatorWord;
import io.cordon.schemas.EnvelopeSigner;
import io.cordon.schemas.KeyPairFile;
import io.cordon.schemas.Purpose;
import io.cordon.schemas.Topics;
import io.cordon.streaming.KeyedBytes;
import io.cordon.wire.Command;
import io.cordon.wire.Detector;
import io.cordon.wire.Finding;
import io.cordon.wire.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one endpoint was found to do stops it earlier elsewhere: two attacks as they were told of, and their second victim. */
@SuppressWarnings("try") // the loop declares that closing it may be interrupted
class FeedbackTest {
    private static final long DAY = 86_400_000_000L;
    private static final String POTATO = "ab".repeat(32);
    private static final String LOADER = "cd".repeat(32);

    private static final KeyPair ANN = KeyPairFile.generate();

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
            title: A program that reads browsers' passwords
            id: passwords
            dialect: endpoint
            tags: [attack.credential-access]
            query: |
              process where process.command_line : "*Login Data*"
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
        Path trusted = Files.writeString(folder.resolve("ann.pub"), KeyPairFile.publicPem(ANN.getPublic()));
        options = contracts.options(
                "--indicator-key",
                key.toString(),
                "--verdict-trust",
                trusted.toString(),
                "--memory-days",
                "1",
                "--memory-endpoints",
                "1");
    }

    @Test
    void theSecondPotatoIsStoppedWhenItStarts() throws Exception {
        try (FeedbackLoop loop = grown()) {
            potato(loop, "web1", 0);
            loop.happens(start("web2", 60, "other", "w3wp", "C:\\Users\\Public\\svc.exe", "svc.exe --quiet", POTATO));

            assertThat(blocked(loop, "web2"))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.getDetector()).isEqualTo(Detector.indicator))
                    .satisfies(finding ->
                            assertThat(finding.getTarget().getEntity()).isEqualTo("web2 other"));
        }
    }

    @Test
    void aSecondInstanceOnTheSameDeviceIsStoppedToo() throws Exception {
        try (FeedbackLoop loop = grown()) {
            potato(loop, "web1", 0);
            loop.happens(start("web1", 60, "again", "w3wp", "C:\\Users\\Public\\svc.exe", "svc.exe", POTATO));

            assertThat(blocked(loop, "web1")).hasSize(1);
        }
    }

    @Test
    void theLoaderIsStoppedBeforeItTakesPasswordsElsewhere() throws Exception {
        try (FeedbackLoop loop = grown()) {
            String loader = "C:\\Users\\ann\\AppData\\loader.exe";
            loop.happens(start("ws1", 0, "eqn", "word", "C:\\Program Files\\Office\\eqnedt32.exe", "eqnedt32.exe", ""));
            loop.happens(start("ws1", 1, "loader", "eqn", loader, "loader.exe", LOADER));
            loop.happens(start(
                    "ws1", 2, "taken", "loader", loader, "loader.exe \"C:\\Users\\ann\\Chrome\\Login Data\"", LOADER));
            loop.happens(start("ws2", 60, "loader", "explorer", "D:\\invoice.exe", "invoice.exe", LOADER));

            assertThat(blocked(loop, "ws2"))
                    .singleElement()
                    .satisfies(finding ->
                            assertThat(finding.getTarget().getEntity()).isEqualTo("ws2 loader"));
        }
    }

    @Test
    void aRestartOfAllTasksChangesNothing() throws Exception {
        try (FeedbackLoop loop = grown()) {
            loop.restart();
            potato(loop, "web1", 0);
            loop.restart();
            loop.happens(start("web2", 60, "other", "w3wp", "C:\\Users\\Public\\svc.exe", "svc.exe", POTATO));

            assertThat(blocked(loop, "web2")).hasSize(1);
        }
    }

    @Test
    void withAMemoryThatHasNotGrownItIsAuditedOnly() throws Exception {
        try (FeedbackLoop loop = new FeedbackLoop(contracts, options)) {
            potato(loop, "web1", 0);
            loop.happens(start("web2", 60, "other", "w3wp", "C:\\Users\\Public\\svc.exe", "svc.exe", POTATO));

            assertThat(ofIndicators(loop, "web2")).isNotEmpty();
            assertThat(blocked(loop, "web2")).isEmpty();
        }
    }

    @Test
    void whereItWasBeforeIsFoundAndNothingIsDoneForIt() throws Exception {
        try (FeedbackLoop loop = grown()) {
            loop.happens(start("web3", -600, "before", "w3wp", "C:\\Users\\Public\\svc.exe", "svc.exe", POTATO));
            potato(loop, "web1", 0);

            assertThat(ofIndicators(loop, "web3"))
                    .singleElement()
                    .returns("none", Finding::getAction)
                    .returns(Mode.audit, Finding::getMode)
                    .returns(null, Finding::getTarget);
        }
    }

    @Test
    void whatIndicatorsFoundIsTakenBackWithTheirIncident() throws Exception {
        try (FeedbackLoop loop = grown()) {
            potato(loop, "web1", 0);
            loop.happens(start("web2", 60, "other", "w3wp", "C:\\Users\\Public\\svc.exe", "svc.exe", POTATO));
            String relay = loop.standing("web1").stream()
                    .filter(finding -> finding.getRuleId().equals("relay"))
                    .findFirst()
                    .orElseThrow()
                    .getId();
            loop.restart();
            loop.takesBack(relay);

            assertThat(ofIndicators(loop, "web2")).isEmpty();
            loop.happens(start("web2", 90, "third", "w3wp", "C:\\Users\\Public\\svc.exe", "svc.exe", POTATO));
            assertThat(ofIndicators(loop, "web2")).isEmpty();
        }
    }

    @Test
    void whatSomebodyElseSignedIsNotObeyed() throws Exception {
        Path other = Files.writeString(folder.resolve("other.pem"), KeyPairFile.privatePem(KeyPairFile.generate()));
        Words forger = new Words(contracts.options("--indicator-key", other.toString()), () -> {});
        try (FeedbackLoop loop = grown()) {
            loop.obey(Objects.requireNonNull(forger.signed(new IndicatorWord.Stands(IndicatorSamples.indicator()))));
            loop.happens(start("web2", 60, "other", "w3wp", "C:\\Users\\Public\\svc.exe", "svc.exe", POTATO));

            assertThat(ofIndicators(loop, "web2")).isEmpty();
        }
    }

    @Test
    void aPersonConfirmsWhatOnlyOneDetectorSawAndTakesItBack() throws Exception {
        try (FeedbackLoop loop = grown()) {
            EndpointEvent start =
                    start("web1", 0, "p", "w3wp", "C:\\Users\\Public\\p.exe", "p.exe -l 1 -t * -c {", POTATO);
            loop.happens(start);
            String incident = loop.incidentIds().get(0);
            loop.obey(says(ANN, incident, "attack"));
            loop.happens(start("web2", 60, "other", "w3wp", "C:\\Users\\Public\\svc.exe", "svc.exe", POTATO));
            assertThat(blocked(loop, "web2")).hasSize(1);

            loop.restart();
            loop.obey(says(ANN, incident, "benign"));
            assertThat(ofIndicators(loop, "web2")).isEmpty();
        }
    }

    @Test
    void nobodyElsesVerdictCounts() throws Exception {
        try (FeedbackLoop loop = grown()) {
            potato(loop, "web1", 0);
            loop.obey(says(KeyPairFile.generate(), loop.incidentIds().get(0), "benign"));
            loop.happens(start("web2", 60, "other", "w3wp", "C:\\Users\\Public\\svc.exe", "svc.exe", POTATO));

            assertThat(blocked(loop, "web2")).hasSize(1);
        }
    }

    private KeyedBytes says(KeyPair key, String incident, String verdict) {
        long stop = (BEGIN + DAY) / 1_000;
        String payload = "{\"tenant\":\"default\",\"stop_time\":" + stop + ",\"incident\":\"" + incident
                + "\",\"verdict\":\"" + verdict + "\",\"by\":\"ann\"}";
        Command envelope = new EnvelopeSigner(key).envelope(Purpose.VERDICT, "default", "", incident, payload, 0, stop);
        byte[] value = contracts.coder(Topics.INDICATORS, Command.class).encode(envelope);
        return new KeyedBytes("default/" + incident + " verdict", value);
    }

    @Test
    void anyOrderOfTheAttackStopsTheSecondInstance() throws Exception {
        for (int seed = 0; seed < 3; seed++) {
            List<EndpointEvent> attack = new ArrayList<>(potato("web1", 0));
            Collections.shuffle(attack, new Random(seed));
            try (FeedbackLoop loop = grown()) {
                for (EndpointEvent event : attack) {
                    loop.happens(event);
                }
                loop.happens(start("web2", 60, "other", "w3wp", "C:\\Users\\Public\\svc.exe", "svc.exe", POTATO));

                assertThat(blocked(loop, "web2")).as("seed %d", seed).hasSize(1);
            }
        }
    }

    @Test
    void stateEnds() throws Exception {
        try (FeedbackLoop loop = grown()) {
            potato(loop, "web1", 0);
            loop.obey(says(ANN, loop.incidentIds().get(0), "attack"));
            loop.happens(start("web2", 60, "other", "w3wp", "C:\\Users\\Public\\svc.exe", "svc.exe", POTATO));

            assertThat(loop.passes(Duration.ofDays(40))).isZero();
        }
    }

    /** A loop whose fleet was seen before today. */
    private FeedbackLoop grown() throws Exception {
        FeedbackLoop loop = new FeedbackLoop(contracts, options);
        long yesterday = -DAY / 1_000_000;
        loop.happens(start("ws9", yesterday, "p", "explorer", "C:\\Tools\\x.exe", "x.exe", "ef".repeat(32)));
        return loop;
    }

    private static void potato(FeedbackLoop loop, String host, int second) throws Exception {
        for (EndpointEvent event : potato(host, second)) {
            loop.happens(event);
        }
    }

    private static List<EndpointEvent> potato(String host, int second) {
        return List.of(
                start(
                        host,
                        second,
                        "potato",
                        "w3wp",
                        "C:\\Users\\Public\\potato.exe",
                        "potato.exe -l 1337 -t * -c {03ca98d6-ff5d-49b8-abc6-03dd84127020}",
                        POTATO),
                start(host, second + 1, "cmd", "potato", "C:\\Windows\\System32\\cmd.exe", "cmd.exe", ""),
                start(
                        host,
                        second + 2,
                        "reg",
                        "cmd",
                        "C:\\Windows\\System32\\reg.exe",
                        "reg.exe save hklm\\sam s",
                        ""));
    }

    private static List<Finding> ofIndicators(FeedbackLoop loop, String host) {
        return loop.standing(host).stream()
                .filter(finding -> finding.getRuleId().equals(IndicatorRule.ID))
                .toList();
    }

    /** What an indicator that may block says that is to be killed. */
    private static List<Finding> blocked(FeedbackLoop loop, String host) {
        return ofIndicators(loop, host).stream()
                .filter(finding -> finding.getMode() == Mode.block)
                .toList();
    }
}
