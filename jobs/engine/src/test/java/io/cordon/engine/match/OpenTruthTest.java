package io.cordon.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.rule.ParsedRules;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleParser;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not known yet: the ancestry is, and so is every field that the event lacks. */
class OpenTruthTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiterString = " ; ",
            quoteCharacter = '`',
            value = {
                "network where descendant of [process where true] ; OPEN_FALSE",
                "network where not descendant of [process where true] ; OPEN_TRUE",
                "network where false and descendant of [process where true] ; FALSE",
                "network where true or descendant of [process where true] ; TRUE",
                "network where user.name == \"x\" ; OPEN_FALSE",
                "network where user.name != \"x\" ; OPEN_FALSE",
                "network where user.name == null ; OPEN_TRUE",
                "network where process.name : \"cmd.exe\" ; TRUE",
                "network where process.name : \"x\" and user.name == \"x\" ; FALSE",
            })
    void eql(String query, Truth truth) {
        assertThat(judge("q.eql", "// dialect: endpoint\n" + query)).isEqualTo(truth);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "1 of them,TRUE",
        "2 of them,OPEN_FALSE",
        "3 of them,FALSE",
        "all of them,FALSE",
        "not 2 of them,OPEN_TRUE",
        "not user,OPEN_TRUE",
        "here and not user,OPEN_TRUE",
        "here or user,TRUE",
    })
    void sigma(String condition, Truth truth) {
        assertThat(judge("r.yml", """
                title: t
                id: i
                logsource: {category: network_connection}
                detection:
                  here: {Image: '*cmd.exe'}
                  user: {User: x}
                  gone: {Image: y}
                  condition: %s
                """.formatted(condition))).isEqualTo(truth);
    }

    @Test
    void whatIsOpenIsHandedOverAndWhatIsSettledFalseIsNot() {
        Rule open = rule("open.eql", "network where user.name == \"x\"");
        Rule settled = rule("settled.eql", "network where process.name : \"x\"");
        List<String> handed = new java.util.ArrayList<>();

        RuleCompiler.compile("set", List.of(open, settled))
                .match(new Unknown(), (rule, truth) -> handed.add(rule.id()));

        assertThat(handed).containsExactly("open");
    }

    private static Truth judge(String file, String text) {
        Rule rule = rule(file, text);
        return RuleCompiler.compile("set", List.of(rule)).judge(rule, new Unknown());
    }

    private static Rule rule(String file, String text) {
        ParsedRules parsed = RuleParser.parse(file, text, Rule.Mode.AUDIT);
        assertThat(parsed.errors()).isEmpty();
        return parsed.rules().get(0).rule();
    }

    /** A connection of cmd.exe by a process of which nothing else is known. */
    private record Unknown() implements Subject {
        @Override
        public EndpointEvent event() {
            return EndpointEvent.builder()
                    .endpoint("ws1")
                    .id("e")
                    .time(1, Clock.UTC)
                    .position("f:1")
                    .activity(Activity.NETWORK_CONNECT)
                    .column(Column.EXECUTABLE, "C:\\cmd.exe")
                    .build();
        }

        @Override
        public @Nullable String text(FieldRef field) {
            return field.in(event());
        }

        @Override
        public boolean mayFill(FieldRef field) {
            return field.column() != null;
        }

        @Override
        public Truth descendsFrom(long anchor) {
            return Truth.OPEN_FALSE;
        }

        @Override
        public Truth isChildOf(long anchor) {
            return Truth.OPEN_FALSE;
        }

        @Override
        public Truth isEventOf(long anchor) {
            return Truth.OPEN_FALSE;
        }
    }
}
