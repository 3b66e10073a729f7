package io.cordon.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.rule.ParsedRules;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleParser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EQL event queries, row by row, on one connection of {@code C:\Windows\PowerShell.exe} to 10.2.3.4:443. */
class EqlConformanceTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiterString = " ; ",
            quoteCharacter = '`',
            value = {
                // categories
                "network where true ; true",
                "any where true ; true",
                "process where true ; false",
                "network where false ; false",
                "network where not false ; true",
                // == minds case and knows no wildcards, : is the other way round
                "network where process.name == \"PowerShell.exe\" ; true",
                "network where process.name == \"powershell.exe\" ; false",
                "network where process.name == \"Power*\" ; false",
                "network where process.name : \"powershell.exe\" ; true",
                "network where process.name : \"POWER*.ex?\" ; true",
                "network where process.name : (\"cmd.exe\", \"power*\") ; true",
                "network where process.name != \"cmd.exe\" ; true",
                "network where process.name != \"PowerShell.exe\" ; false",
                // lists
                "network where process.name in (\"PowerShell.exe\", \"x\") ; true",
                "network where process.name in (\"powershell.exe\", \"x\") ; false",
                "network where process.name in~ (\"powershell.exe\", \"x\") ; true",
                "network where process.name not in (\"x\", \"y\") ; true",
                "network where process.name not in~ (\"powershell.exe\") ; false",
                "network where destination.port in (80, 443) ; true",
                // patterns
                "network where process.executable like \"C:\\\\Win*\" ; true",
                "network where process.executable like \"c:\\\\win*\" ; false",
                "network where process.executable like~ \"c:\\\\win*\" ; true",
                "network where process.name not like \"cmd*\" ; true",
                "network where process.executable like~ \"\"\"c:\\win*\"\"\" ; true",
                "network where process.name regex \"Power.*\" ; true",
                "network where process.name regex \"Power\" ; false",
                "network where process.name regex~ \"power.*\" ; true",
                "network where process.name regex (\"x\", \"P.*e\") ; true",
                // numbers
                "network where destination.port == 443 ; true",
                "network where destination.port != 443 ; false",
                "network where destination.port < 1024 ; true",
                "network where destination.port >= 444 ; false",
                "network where destination.port > -1 ; true",
                "network where destination.port == -443 ; false",
                // what is missing is null: it satisfies no comparison, negated or not
                "network where user.name == null ; true",
                "network where user.name != null ; false",
                "network where process.name != null ; true",
                "network where user.name != \"x\" ; false",
                "network where not user.name == \"x\" ; false",
                "network where not (user.name == \"x\" and process.name : \"p*\") ; false",
                "network where not (user.name == \"x\" and process.name : \"cmd*\") ; true",
                "network where user.name == \"x\" or process.name : \"p*\" ; true",
                "network where ?user.name == \"x\" ; false",
                // joined; not binds tighter than and, and tighter than or
                "network where true or false and false ; true",
                "network where (true or false) and false ; false",
                "network where not true and false or true ; true",
                "network where not (true and false) ; true",
                // comments
                "network where /* \"x */ true // and false ; true",
                "network where event.type == \"start\" ; true",
            })
    void queries(String query, boolean matches) {
        ParsedRules parsed = RuleParser.parse("q.eql", query, Rule.Mode.AUDIT);
        assertThat(parsed.errors()).isEmpty();
        List<Rule> matched = new ArrayList<>();
        RuleCompiler.compile("set", List.of(parsed.rules().get(0).rule()))
                .match(new Lone(CONNECTION), (rule, truth) -> matched.add(rule));

        assertThat(!matched.isEmpty()).isEqualTo(matches);
    }

    private static final EndpointEvent CONNECTION = EndpointEvent.builder()
            .endpoint("ws1")
            .id("e")
            .time(1, Clock.UTC)
            .position("f:1")
            .product("windows")
            .service("sysmon")
            .activity(Activity.NETWORK_CONNECT)
            .column(Column.EXECUTABLE, "C:\\Windows\\PowerShell.exe")
            .column(Column.SOURCE_IP, "10.9.9.9")
            .column(Column.DESTINATION_IP, "10.2.3.4")
            .column(Column.DESTINATION_PORT, "443")
            .build();
}
