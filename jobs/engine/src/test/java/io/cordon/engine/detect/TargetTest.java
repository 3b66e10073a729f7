package io.cordon.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Target;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.rule.ParsedRules;
import io.cordon.engine.rule.Rule.Mode;
import io.cordon.engine.rule.RuleParser;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which process a response means: the one its step and role name, by default the one that was started, or none. */
class TargetTest {
    private static final String START_RULE = """
            title: Encoded
            id: r
            query: |
              process where process.command_line : "* -enc *"
            """;
    private static final String CONNECT_RULE = """
            title: Reaches out
            id: r
            query: |
              network where process.name : "powershell.exe"
            """;

    private final Scenario story = new Scenario()
            .start(5, "cmd", 101, "word", 100, "cmd.exe", "cmd /c powershell")
            .start(6, "ps", 102, "cmd", 101, "powershell.exe", "powershell -enc AAAA")
            .connect(8, "ps", 102, "powershell.exe");

    @Test
    void byDefaultTheStartedProcessIsMeantAndNotWhoeverStartedIt() {
        assertThat(target(START_RULE, story)).isNotNull().returns(102L, Target::pid);
    }

    @Test
    void byDefaultNothingIsMeantWhereNoStepStartsAProcess() {
        Finding finding = find(CONNECT_RULE, story);

        assertThat(finding.target()).isNull();
        assertThat(finding.targetNote()).contains("no step starts a process");
    }

    @Test
    void stepAndRoleNameAnother() {
        assertThat(target(CONNECT_RULE + "response: {action: kill-tree, step: 1, role: process}\n", story))
                .isNotNull()
                .returns(102L, Target::pid);
        assertThat(target(START_RULE + "response: {action: kill-tree, step: 1, role: parent}\n", story))
                .isNotNull()
                .returns(101L, Target::pid);
    }

    @Test
    void aProcessWhoseStartWasNeverSeenIsNotMeant() {
        Scenario orphan = new Scenario().start(6, "ps", 102, "never-seen", 77, "powershell.exe", "powershell -enc A");
        Finding finding = find(START_RULE + "response: {action: kill-tree, step: 1, role: parent}\n", orphan);

        assertThat(finding.target()).isNull();
        assertThat(finding.targetNote()).isNotBlank();
    }

    @Test
    void aStartOnTheRecordsClockAloneIsTooVagueToKillBy() {
        Scenario recorded = new Scenario().recordedStart(6, 102, 101, "powershell.exe", "powershell -enc AAAA");
        Finding finding = find(START_RULE, recorded);

        assertThat(finding.target()).isNull();
        assertThat(finding.targetNote()).contains("record clock");
    }

    @Test
    void aRuleThatWantsNothingMeansNobody() {
        Finding finding = find(START_RULE + "response: {action: none}\n", story);

        assertThat(finding.target()).isNull();
        assertThat(finding.targetNote()).contains("no containment");
    }

    private static @org.jspecify.annotations.Nullable Target target(String rule, Scenario scenario) {
        return find(rule, scenario).target();
    }

    /** The last version of the scenario's only finding. */
    private static Finding find(String rule, Scenario scenario) {
        ParsedRules parsed = RuleParser.parse("target.yml", rule, Mode.BLOCK);
        assertThat(parsed.errors()).isEmpty();
        CompiledRules rules = RuleCompiler.compile(
                "set", parsed.rules().stream().map(ParsedRules.Sourced::rule).toList());
        TreeMap<String, Finding> last = new TreeMap<>();
        Sink sink = new Sink() {
            @Override
            public void finding(Finding finding) {
                last.put(finding.id(), finding);
            }

            @Override
            public void contribution(Contribution contribution) {
                throw new AssertionError("no rule feeds a correlation");
            }

            @Override
            public void counted(Counter counter) {}
        };
        HeapDetectStore store = new HeapDetectStore();
        for (EndpointEvent event : scenario.events()) {
            new Detector(DetectorConfig.STREAM).process(event, rules, store, sink);
        }
        assertThat(last).hasSize(1);
        return last.firstEntry().getValue();
    }
}
