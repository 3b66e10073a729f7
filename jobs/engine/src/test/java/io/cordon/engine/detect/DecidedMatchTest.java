package io.cordon.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What nothing can change any more is kept without its texts; what a finding says beside the verdict still changes. */
class DecidedMatchTest {
    private static final String ENCODED = """
            title: Encoded
            id: r
            query: |
              process where process.command_line : "* -enc *"
            response: {action: kill-tree, step: 1, role: parent}
            """;
    private static final String UNDER_CMD = """
            title: Encoded under cmd
            id: r
            query: |
              process where process.command_line : "* -enc *" and process.parent.executable : "*cmd.exe"
            """;

    private final List<EndpointEvent> story = new Scenario()
            .start(5, "cmd", 101, "word", 100, "cmd.exe", "cmd /c powershell")
            .start(6, "ps", 102, "cmd", 101, "powershell.exe", "powershell -enc AAAA")
            .events();
    private final EndpointEvent parent = story.get(0);
    private final EndpointEvent child = story.get(1);

    private final HeapDetectStore store = new HeapDetectStore();
    private final List<Finding> findings = new ArrayList<>();
    private final Sink sink = new Sink() {
        @Override
        public void finding(Finding finding) {
            findings.add(finding);
        }

        @Override
        public void contribution(Contribution contribution) {
            throw new AssertionError("no rule feeds a correlation");
        }

        @Override
        public void counted(Counter counter) {}
    };

    @Test
    void onlyTheHeadIsKeptOfWhatTheEventSaysItself() {
        take(child, ENCODED);

        assertThat(kept().isDecided).isTrue();
        assertThat(kept().event.column(Column.COMMAND_LINE)).isNull();
    }

    @Test
    void allIsKeptWhereTheTreeIsAsked() {
        take(child, UNDER_CMD);

        assertThat(kept().isDecided).isFalse();
        assertThat(kept().event.column(Column.COMMAND_LINE)).isEqualTo("powershell -enc AAAA");
    }

    @Test
    void whomTheRuleMeansIsLearntLater() {
        take(child, ENCODED);
        take(parent, ENCODED);

        assertThat(findings).extracting(Finding::target).first().isNull();
        assertThat(findings.get(1).target()).isNotNull().returns(101L, Target::pid);
    }

    @Test
    void aCopyIsNamedInTheNextVersion() {
        take(child, ENCODED);
        take(child, ENCODED);
        take(Scenario.again(child, "log:elsewhere"), ENCODED);

        assertThat(findings).extracting(Finding::version).containsExactly(1, 2);
        assertThat(findings.get(1).evidence().get(0).positions()).contains("log:elsewhere");
    }

    @Test
    void aChangedRuleStartsAnew() {
        take(child, ENCODED);
        take(parent, ENCODED.replace("-enc", "-nothing"));

        assertThat(findings).hasSize(1);
    }

    @Test
    void aCopyThatAChangedRuleJudgesByTheTreeIsKeptWholeAgain() {
        take(child, ENCODED);
        take(child, UNDER_CMD);
        assertThat(kept().isDecided).isFalse();

        take(parent, UNDER_CMD);

        assertThat(findings).extracting(Finding::state).last().isEqualTo(Finding.State.CONFIRMED);
    }

    private void take(EndpointEvent event, String rules) {
        new Detector(DetectorConfig.STREAM).process(event, Scenario.rules(rules), store, sink);
    }

    private OpenMatch kept() {
        return Objects.requireNonNull(store.matches().get(child.id()));
    }
}
