package io.cordon.engine.eql;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.MultiValue;
import io.cordon.engine.match.Lone;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.rule.Response;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** EQL, row by row: dialects, a query, and whether it matches the event, or where and why it is refused. */
class EqlTableTest {
    private static final Map<Character, Dialect> LETTERS =
            Map.of('E', Dialect.ELASTICSEARCH, 'P', Dialect.ENDPOINT, 'G', Dialect.ENDGAME, 'C', Dialect.CORDON);
    private static final EndpointEvent EVENT = EndpointEvent.builder()
            .endpoint("ws1")
            .id("e")
            .time(1, Clock.UTC)
            .position("f:1")
            .product("windows")
            .service("sysmon")
            .activity(Activity.NETWORK_CONNECT)
            .column(Column.EXECUTABLE, "C:\\Windows\\PowerShell.exe")
            .column(Column.COMMAND_LINE, "powershell.exe -enc SQBFAFgA -w hidden")
            .column(Column.SOURCE_IP, "10.9.9.9")
            .column(Column.DESTINATION_IP, "10.2.3.4")
            .column(Column.DESTINATION_PORT, "443")
            .field("args", MultiValue.of(List.of("powershell.exe", "-enc", "SQBFAFgA")))
            .field("ports", MultiValue.of(List.of("80", "443")))
            .field("single", MultiValue.of(List.of("one")))
            .field(
                    "stack",
                    MultiValue.of(List.of(
                            "{\"symbol_info\":\"ntdll.dll!NtProtect\"}",
                            "{\"symbol_info\":\"C:\\\\kernelbase.dll!VirtualProtect\",\"private\":8192,"
                                    + "\"props\":[{\"level\":1},{\"level\":2}]}")))
            .field("n4", "4")
            .field("f45", "4.5")
            .field("flag", "true")
            .field("unflag", "False")
            .field("kind", "network")
            .field("dollar", "^a$b")
            .field("my-field", "x")
            .field("process.my-part", "y")
            .field("a.b", "z")
            .field("event.category", "my category")
            .build();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(
            resources = {"dialects.csv", "language.csv"},
            delimiterString = " ; ",
            quoteCharacter = '§')
    void rows(String dialects, String query, String expected) {
        for (int i = 0; i < dialects.length(); i++) {
            Dialect dialect = Objects.requireNonNull(LETTERS.get(dialects.charAt(i)));

            assertThat(outcome(query.replace("\\n", query.contains("//") ? "\n" : "\\n"), dialect))
                    .as("%s: %s", dialect, query)
                    .satisfies(outcome -> fits(outcome, expected));
        }
    }

    /** A refusal begins with its place and holds the words. */
    private static void fits(String outcome, String expected) {
        int space = expected.indexOf(' ');
        assertThat(outcome).startsWith(space < 0 ? expected : expected.substring(0, space + 1));
        assertThat(outcome).contains(expected.substring(space + 1));
    }

    private static String outcome(String query, Dialect dialect) {
        Compiled compiled;
        try {
            compiled = Eql.compile(query, dialect, Placed.ALONE);
        } catch (QueryRefusedException e) {
            return e.at().line() + ":" + e.at().column() + " " + e.expected();
        }
        if (!(compiled instanceof Search.Alone alone) || !compiled.pipes().isEmpty()) {
            return "parsed";
        }
        return String.valueOf(matches(alone.search()));
    }

    private static boolean matches(Search search) {
        Rule rule = new Rule(
                "r",
                "r",
                Rule.Language.EQL,
                "",
                Rule.Level.LOW,
                Rule.Mode.AUDIT,
                List.of(),
                List.of(),
                new Scope("", Set.of(), search.activities()),
                search.condition(),
                Response.DEFAULT);
        List<Rule> matched = new ArrayList<>();
        RuleCompiler.compile("set", List.of(rule)).match(new Lone(EVENT), (one, truth) -> matched.add(one));
        return !matched.isEmpty();
    }
}
