package io.cordon.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.cordon.engine.condition.Subject;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.rule.ParsedRules;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleParser;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An event that matches nothing leaves nothing to collect. */
class AllocationTest {
    private static final int EVENTS = 2_000;

    private static final List<String> RULES = List.of(
            "process where process.executable : \"*\\\\powershell.exe\" and process.command_line : \"*-enc*\"",
            "process where process.command_line regex~ \"\"\".*downloadstring\\(.*\"\"\" and not user.name : \"root\"",
            "process where process.executable : (\"*\\\\a.exe\", \"*\\\\b.exe\") or process.parent.executable : \"*\\\\winword.exe\"",
            "process where process.command_line : \"*mimikatz*\"",
            "network where destination.port in (4444, 5555) or destination.ip : \"192.0.2.*\"");

    @Test
    void matchingAllocatesNothingWhereNothingMatches() {
        CompiledRules rules = rules();
        List<Subject> subjects = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            subjects.add(new Lone(event(i)));
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long matches = 0;
        long least = Long.MAX_VALUE;
        long[] count = {0};
        CompiledRules.Matches out = (rule, truth) -> count[0]++;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < EVENTS; i++) {
                rules.match(subjects.get(i), out);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            matches += count[0];
        }

        assertThat(matches).isZero();
        assertThat(least / EVENTS).isZero();
    }

    private static EndpointEvent event(int number) {
        EndpointEvent.Builder event = EndpointEvent.builder()
                .endpoint("ws1")
                .id("e" + number)
                .time(1_700_000_000_000_000L + number, Clock.UTC)
                .position("f:" + number)
                .product("windows")
                .service("sysmon")
                .column(Column.EXECUTABLE, "C:\\Windows\\System32\\svchost.exe")
                .column(Column.USER, "NT AUTHORITY\\SYSTEM")
                .field("UtcTime", "2023-11-14 22:13:20." + number);
        return number % 2 == 0
                ? event.activity(Activity.PROCESS_START)
                        .column(Column.COMMAND_LINE, "svchost.exe -k netsvcs -p -s Schedule " + number)
                        .build()
                : event.activity(Activity.NETWORK_CONNECT)
                        .column(Column.DESTINATION_IP, "10.0.0." + number % 200)
                        .column(Column.DESTINATION_PORT, "443")
                        .build();
    }

    private static CompiledRules rules() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < RULES.size(); i++) {
            ParsedRules parsed = RuleParser.parse("r" + i + ".eql", RULES.get(i), Rule.Mode.AUDIT);
            assertThat(parsed.errors()).isEmpty();
            rules.add(parsed.rules().get(0).rule());
        }
        return RuleCompiler.compile("set", rules);
    }
}
