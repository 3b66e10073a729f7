package io.cordon.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The steps of sequences are matched as rules of single events are: from the same pool, by the same index. */
class SequenceStepsTest {
    private static final String SHELL = "[process where process.name : \"%s\" and process.command_line : \"*-enc*\"]";
    private static final String OUT = "[network where process.name : \"%s\" and destination.port == 443]";

    @Test
    void asManyConditionsArePickedForAnEventAsWhereEachStepIsARule() {
        List<Rule> sequences = new ArrayList<>();
        List<Rule> alone = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String name = i == 7 ? "powershell.exe" : "tool" + i + ".exe";
            sequences.addAll(
                    rules("s" + i, "sequence by process.entity_id " + SHELL.formatted(name) + OUT.formatted(name)));
            alone.addAll(rules("a" + i, event(SHELL.formatted(name))));
            alone.addAll(rules("b" + i, event(OUT.formatted(name))));
        }

        assertThat(picked(sequences)).isEqualTo(picked(alone)).isEqualTo(1);
    }

    @Test
    void aTextIsReadOnceHoweverManyStepsAskIt() {
        List<Rule> one = rules("one", event(SHELL.formatted("powershell.exe")));
        List<Rule> many = new ArrayList<>(one);
        for (int i = 0; i < 500; i++) {
            String step = SHELL.formatted("tool" + i + ".exe");
            many.addAll(rules("s" + i, "sequence by process.entity_id " + step + OUT.formatted("tool" + i + ".exe")));
        }

        assertThat(reads(many)).isEqualTo(reads(one));
    }

    @Test
    void aStepThatAsksWhatARuleAsksIsTheSameConditionInThePool() {
        String step = SHELL.formatted("powershell.exe");
        List<Rule> both = new ArrayList<>(rules("event", event(step)));
        both.addAll(rules("chain", "sequence by process.entity_id " + step + OUT.formatted("powershell.exe")));

        IndexedRules compiled = (IndexedRules) RuleCompiler.compile("test", both);

        assertThat(compiled.condition("chain\u001f1")).isSameAs(compiled.condition("event"));
    }

    private static String event(String step) {
        return step.substring(1, step.length() - 1);
    }

    private static List<Rule> rules(String id, String query) {
        return RuleParser.parse(id + ".eql", "// dialect: endpoint\n" + query, Rule.Mode.AUDIT).rules().stream()
                .map(sourced -> sourced.rule())
                .toList();
    }

    private static int picked(List<Rule> rules) {
        return ((IndexedRules) RuleCompiler.compile("test", rules)).picked(new Lone(START));
    }

    private static Map<String, Integer> reads(List<Rule> rules) {
        Reading subject = new Reading();
        RuleCompiler.compile("test", rules).match(subject, (rule, truth) -> {});
        return subject.reads;
    }

    private static final EndpointEvent START = EndpointEvent.builder()
            .endpoint("ws1")
            .id("e1")
            .time(1_700_000_000_000_000L, Clock.UTC)
            .position("f:1")
            .product("windows")
            .service("sysmon")
            .activity(Activity.PROCESS_START)
            .column(Column.EXECUTABLE, "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe")
            .column(Column.COMMAND_LINE, "powershell -enc AAAA")
            .build();

    /** Counts how often each field is asked. */
    private static final class Reading implements Subject {
        private final Map<String, Integer> reads = new TreeMap<>();

        @Override
        public EndpointEvent event() {
            return START;
        }

        @Override
        public @Nullable String text(FieldRef field) {
            reads.merge(field.name(), 1, Integer::sum);
            return field.in(START);
        }

        @Override
        public boolean mayFill(FieldRef field) {
            return false;
        }

        @Override
        public Truth descendsFrom(long anchor) {
            return Truth.FALSE;
        }

        @Override
        public Truth isChildOf(long anchor) {
            return Truth.FALSE;
        }

        @Override
        public Truth isEventOf(long anchor) {
            return Truth.FALSE;
        }
    }
}
