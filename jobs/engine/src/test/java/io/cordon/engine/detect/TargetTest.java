package io.cordon.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.Correlator;
import io.cordon.engine.correlate.HeapCorrelations;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Target;
import io.cordon.engine.finding.Thing;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.rule.ParsedRules;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.Rule.Mode;
import io.cordon.engine.rule.RuleParser;
import io.cordon.engine.rule.RuleSet;
import io.cordon.engine.sequence.ChainJudge;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static final String FILE_RULE = """
            title: Writes
            id: r
            query: |
              file where true
            """;

    private static final String DRIVER_RULE = """
            title: Writes a driver
            id: r
            logsource: {product: windows, category: file_executable_detected}
            detection: {sel: {TargetFilename|endswith: .sys}, condition: sel}
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
    void aRuleThatWantsNothingMeansTheStartedProcessAllTheSameSincePolicyMayWantIt() {
        assertThat(target(START_RULE + "response: {action: none}\n", story))
                .isNotNull()
                .returns(102L, Target::pid);
        assertThat(target(START_RULE + "response: {action: isolate}\n", story))
                .isNotNull()
                .returns(102L, Target::pid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "response: {action: none}", "response: {action: none, role: file}"})
    void whoActedIsNeverMeantByGuess(String response) {
        Scenario written = story.does(
                9, Activity.FILE_CREATE, "ps", 102, event -> event.column(Column.FILE_PATH, "C:\\web\\a.aspx"));

        assertThat(target(FILE_RULE + response, written)).isNotNull().returns(false, Target::isProcess);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cordon: {action: none}",
                "cordon: {action: isolate}",
                "cordon: {action: kill, step: 1, role: process}",
                "cordon: {action: kill, step: 1, role: parent}"
            })
    void theFileThatAnEventIsAboutIsSaidWhateverTheRuleWants(String response) {
        Scenario written = story.does(
                9,
                Activity.FILE_EXECUTABLE_DETECTED,
                "ps",
                102,
                event -> event.column(Column.FILE_PATH, "C:\\t\\driver.sys")
                        .column(Column.HASHES, "SHA256=" + "AB".repeat(32)));

        assertThat(target(DRIVER_RULE + response, written))
                .isNotNull()
                .returns("C:\\t\\driver.sys", one -> one.thing(Thing.NAMED_FILE))
                .returns("ab".repeat(32), one -> one.thing(Thing.NAMED_SHA256))
                .returns(null, one -> one.thing(Thing.SHA256));
    }

    @Test
    void whateverElseAnEventNamesIsSaidToo() {
        Scenario connected = new Scenario()
                .does(
                        9,
                        Activity.NETWORK_CONNECT,
                        "ps",
                        102,
                        event -> event.column(Column.EXECUTABLE, "C:\\powershell.exe")
                                .column(Column.DESTINATION_IP, "203.0.113.9")
                                .column(Column.USER, "CORP\\ann"));
        Scenario bound = new Scenario()
                .does(
                        9,
                        Activity.WMI_SUBSCRIPTION,
                        "",
                        EndpointEvent.ABSENT,
                        event -> event.field("CONSUMER", "ActiveScriptEventConsumer=\"Updater\""));

        assertThat(target(CONNECT_RULE, connected))
                .isNotNull()
                .returns("203.0.113.9", one -> one.thing(Thing.ADDRESS))
                .returns("CORP\\ann", Target::user);
        assertThat(target("""
                        title: Bound
                        id: r
                        logsource: {product: windows, category: wmi_event}
                        detection: {sel: {CONSUMER|contains: Updater}, condition: sel}
                        cordon: {action: none}
                        """, bound)).isNotNull().returns("Updater", one -> one.thing(Thing.WMI_SUBSCRIPTION));
    }

    @Test
    void aSequenceMeansWhatItsLastStartStartedWithWhatALaterStepNames() {
        String sequence = """
                title: Writes, starts, reaches out
                id: r
                dialect: endpoint
                query: |
                  sequence with maxspan=1m
                    [file where true]
                    [process where process.command_line : "* -enc *"]
                    [network where true]
                """;
        Scenario all = new Scenario()
                .does(4, Activity.FILE_CREATE, "cmd", 101, event -> event.column(Column.FILE_PATH, "C:\\t\\before.ps1"))
                .start(6, "ps", 102, "cmd", 101, "powershell.exe", "powershell -enc AAAA")
                .does(
                        8,
                        Activity.NETWORK_CONNECT,
                        "cmd",
                        101,
                        event -> event.column(Column.DESTINATION_IP, "203.0.113.9")
                                .column(Column.USER, "NT AUTHORITY\\SYSTEM"));

        for (String response : List.of("", "response: {action: none}")) {
            assertThat(target(sequence + response, all))
                    .as(response)
                    .isNotNull()
                    .returns(102L, Target::pid)
                    .returns(null, Target::user)
                    .returns(null, one -> one.thing(Thing.NAMED_FILE))
                    .returns("203.0.113.9", one -> one.thing(Thing.ADDRESS));
        }
    }

    private static @org.jspecify.annotations.Nullable Target target(String rule, Scenario scenario) {
        return find(rule, scenario).target();
    }

    /** The last version of the scenario's only finding. */
    private static Finding find(String rule, Scenario scenario) {
        ParsedRules parsed = RuleParser.parse("target.yml", rule, Mode.BLOCK);
        assertThat(parsed.errors()).isEmpty();
        List<Rule> all = parsed.rules().stream().map(ParsedRules.Sourced::rule).toList();
        CompiledRules rules = RuleCompiler.compile("set", all);
        TreeMap<String, Finding> last = new TreeMap<>();
        HeapCorrelations correlations = new HeapCorrelations(
                new Correlator(DetectorConfig.FILES.lateness()),
                new ChainJudge(DetectorConfig.FILES.ofChains()),
                new RuleSet("set", all),
                finding -> last.put(finding.id(), finding));
        Sink sink = new Sink() {
            @Override
            public void finding(Finding finding) {
                last.put(finding.id(), finding);
            }

            @Override
            public void contribution(Contribution contribution) {
                correlations.contribution(contribution);
            }

            @Override
            public void counted(Counter counter) {}
        };
        HeapDetectStore store = new HeapDetectStore();
        for (EndpointEvent event : scenario.events()) {
            new Detector(DetectorConfig.STREAM).process(event, rules, store, sink);
            correlations.judge();
        }
        correlations.end();
        assertThat(last).hasSize(1);
        return last.firstEntry().getValue();
    }
}
