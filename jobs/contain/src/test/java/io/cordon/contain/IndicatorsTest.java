package io.cordon.contain;

import static io.cordon.contain.Harness.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.indicator.IndicatorRule;
import io.cordon.schemas.KeyPairFile;
import io.cordon.wire.Capability;
import io.cordon.wire.Detector;
import io.cordon.wire.Finding;
import io.cordon.wire.HeldOrder;
import io.cordon.wire.Mode;
import io.cordon.wire.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What indicators find passes the gates that every finding passes, and some of its own. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
class IndicatorsTest {
    private static final int SPREAD = 10;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Findings findings;

    @BeforeEach
    void writeTheKey() {
        findings = new Findings(folder, KeyPairFile.privatePem(KeyPairFile.generate()));
    }

    @ParameterizedTest
    @CsvSource({
        "'tag: cordon.indicator',            block, 1",
        "'tag: cordon.indicator.image',      block, 1",
        "'tag: cordon.indicator.script',     block, 0",
        "'rule: [cordon.indicator]',         block, 1",
        "'rule: [cordon.indicator]',         audit, 0",
        "'tag: attack.execution',            block, 0",
    })
    void policySelectsThemLikeARuleAndTheirOwnModeIsTheMost(String selector, Mode mode, int commands) throws Exception {
        try (Harness harness = begin(selector, List.of())) {
            harness.find(found("f1", "ws1").setMode(mode));

            assertThat(harness.commands()).hasSize(commands);
        }
    }

    @Test
    void whatWasSeenBeforeIsNotContained() throws Exception {
        try (Harness harness = begin("tag: cordon.indicator", List.of())) {
            harness.find(found("f1", "ws1").setAction("none").setTarget(null));

            assertThat(harness.commands()).isEmpty();
            assertThat(harness.held()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"cordon, off, 1", "cordon, on, 1", "Contoso, on, 0", "Contoso, off, 0"})
    void denialByIndicatorIsNotClaimedWhereAnotherAntivirusIsPrimary(String antivirus, String blockMode, int commands)
            throws Exception {
        Path endpoints = findings.write(
                "endpoints.yml",
                "endpoints: [{endpoint: ws1, group: g, automation: full, antivirus: " + antivirus + ", block-mode: "
                        + blockMode + "}]");
        try (Harness harness = begin("tag: cordon.indicator", List.of("--endpoints", endpoints.toString()))) {
            harness.find(found("f1", "ws1"));

            assertThat(harness.commands()).hasSize(commands);
        }
    }

    @Test
    void theTenthEndpointWaitsForApprovalWhateverItLooksLikeThere() throws Exception {
        try (Harness harness = begin("tag: cordon.indicator", List.of())) {
            for (int i = 1; i <= SPREAD; i++) {
                harness.find(found("f" + i, "ws" + i));
            }

            assertThat(harness.commands()).hasSize(SPREAD - 1);
            assertThat(harness.held()).extracting(HeldOrder::getEndpoint).containsExactly("ws" + SPREAD);
        }
    }

    private Harness begin(String selector, List<String> more) throws Exception {
        Path policy = findings.write(
                "policy.yml",
                "policy: p\nversions: {" + IndicatorRule.ID + ": " + IndicatorRule.HASH + "}\npolicies: [{" + selector
                        + ", mode: block}]\n");
        List<String> arguments = new ArrayList<>(List.of("--policy", policy.toString()));
        arguments.addAll(more);
        return Harness.begin(findings, findings.bare(arguments.toArray(String[]::new)), null, NOTHING);
    }

    /** By one indicator, of an image that is called something else on each endpoint. */
    private static Finding.Builder found(String id, String endpoint) {
        Finding.Builder finding = Findings.finding(id, endpoint);
        return finding.setDetector(Detector.indicator)
                .setCapability(Capability.feedback)
                .setRuleId(IndicatorRule.ID)
                .setRuleHash(IndicatorRule.HASH)
                .setTags(List.of(IndicatorRule.ID, IndicatorRule.ID + ".image"))
                .setTarget(Target.newBuilder(finding.getTarget())
                        .setImage("C:\\Users\\" + id + "\\a.exe")
                        .setThings(Map.of("indicator", "i1"))
                        .build());
    }
}
