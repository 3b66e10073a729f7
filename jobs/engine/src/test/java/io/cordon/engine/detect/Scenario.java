package io.cordon.engine.detect;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.rule.ParsedRules;
import io.cordon.engine.rule.Rule.Mode;
import io.cordon.engine.rule.RuleParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Events of one endpoint: a fileless chain in the midst of what makes lineage hard. Times are seconds, shifted to 2024. */
public final class Scenario {
    public static final String ENDPOINT = "ws1";
    /** How far the record clock runs ahead of the sensor's: a local time marked as UTC. */
    private static final long RECORD_OFFSET = 4 * 3600 * 1_000_000L;

    private static final long EPOCH = 1_714_550_400_000_000L;

    /** Lineage, its negation, an event with only a pid, and a plain rule. */
    public static final String RULES = """
            title: Office's descendant reaches out
            id: lineage
            dialect: endpoint
            query: |
              network where process.name : "powershell.exe"
                and descendant of [process where process.name : ("winword.exe", "excel.exe")]
            response: {action: kill-tree, step: 1}
            ---
            title: Script block under Office
            id: script
            dialect: endpoint
            query: |
              script where descendant of [process where process.name : "winword.exe"]
            ---
            title: PowerShell that Office did not start
            id: negated
            dialect: endpoint
            query: |
              network where process.name : "powershell.exe"
                and not descendant of [process where process.name : "winword.exe"]
            ---
            title: Encoded command
            id: encoded
            logsource: {category: process_creation, product: windows}
            detection:
              sel: {CommandLine|contains: ' -enc '}
              condition: sel
            """;

    /** What a parent and the acting process itself satisfied, in each other and negated. */
    static final String KIN = """
            title: A child of cmd reaches out
            id: child
            dialect: endpoint
            query: |
              network where child of [process where process.name : "cmd.exe"]
            ---
            title: What PowerShell runs
            id: event
            dialect: endpoint
            query: |
              script where event of [process where process.name : "powershell.exe"]
            ---
            title: A process that reached out before
            id: again
            dialect: endpoint
            query: |
              any where event of [network where process.name : "powershell.exe"]
            ---
            title: A grandchild of Word
            id: grandchild
            dialect: endpoint
            query: |
              network where child of [process where child of [process where process.name : "winword.exe"]]
            ---
            title: A child of Word, by any of its events
            id: nested
            dialect: endpoint
            query: |
              any where event of [process where child of [process where process.name : "winword.exe"]]
            ---
            title: No child of Word or cmd
            id: no-child
            dialect: endpoint
            query: |
              network where not child of [process where process.name : ("winword.exe", "cmd.exe")]
            ---
            title: No PowerShell
            id: no-event
            dialect: endpoint
            query: |
              script where not event of [process where process.name : "powershell.exe"]
            ---
            title: Under one that did not come from Word
            id: no-nested
            dialect: endpoint
            query: |
              network where descendant of [process where not child of [process where process.name : "winword.exe"]]
            """;

    private final List<EndpointEvent> events = new ArrayList<>();

    public static CompiledRules rules() {
        return rules(RULES);
    }

    static CompiledRules rules(String text) {
        ParsedRules parsed = RuleParser.parse("scenario.yml", text, Mode.BLOCK);
        if (!parsed.errors().isEmpty()) {
            throw new IllegalStateException(parsed.errors().toString());
        }
        return RuleCompiler.compile(
                "set", parsed.rules().stream().map(ParsedRules.Sourced::rule).toList());
    }

    /** Word starts cmd, cmd starts an encoded PowerShell, that reaches out. */
    public static Scenario attack() {
        return new Scenario()
                .start(1, "word", 100, "explorer", 50, "winword.exe", "winword.exe a.docx")
                .start(5, "cmd", 101, "word", 100, "cmd.exe", "cmd /c powershell")
                .start(6, "ps", 102, "cmd", 101, "powershell.exe", "powershell -enc AAAA")
                .recordedStart(6, 102, 101, "powershell.exe", "powershell -enc AAAA")
                .connect(8, "ps", 102, "powershell.exe")
                .scriptBlock(9, 102);
    }

    /** The attack among random processes: reused pids, pid-only starts, twins, missing parents, ties, ends, a boot. */
    public static Scenario random(long seed) {
        Scenario scenario = attack();
        Random random = new Random(seed);
        String[] images = {"winword.exe", "powershell.exe", "cmd.exe", "svchost.exe"};
        List<String> known = new ArrayList<>(List.of("word", "cmd", "ps", "explorer", "never-seen"));
        int size = 4 + random.nextInt(12);
        for (int i = 0; i < size; i++) {
            int at = random.nextInt(60);
            int pid = 100 + random.nextInt(6);
            int parentPid = 100 + random.nextInt(6);
            String image = images[random.nextInt(images.length)];
            String other = known.get(random.nextInt(known.size()));
            switch (random.nextInt(7)) {
                case 0, 1 -> {
                    String entity = "p" + i;
                    scenario.start(at, entity, pid, other, parentPid, image, image + " -enc " + i);
                    known.add(entity);
                }
                case 2 -> scenario.recordedStart(at, pid, parentPid, image, image + " " + i);
                case 3 -> scenario.connect(at, other, pid, image);
                case 4 -> scenario.scriptBlock(at, pid);
                case 5 -> scenario.end(at, other, pid);
                default -> {
                    if (random.nextInt(4) == 0) {
                        scenario.boot(at);
                    } else {
                        scenario.recordedEnd(at, pid);
                    }
                }
            }
        }
        return scenario;
    }

    public List<EndpointEvent> events() {
        return List.copyOf(events);
    }

    public Scenario start(
            int second, String entity, long pid, String parent, long parentPid, String image, String commandLine) {
        return add(sensor(second, Activity.PROCESS_START)
                .process(entity, pid)
                .parent(parent, parentPid)
                .column(Column.EXECUTABLE, "C:\\x\\" + image)
                .column(Column.COMMAND_LINE, commandLine));
    }

    Scenario recordedStart(int second, long pid, long parentPid, String image, String commandLine) {
        return add(record(second, Activity.PROCESS_START, "security")
                .process(null, pid)
                .parent(null, parentPid)
                .column(Column.EXECUTABLE, "C:\\x\\" + image)
                .column(Column.COMMAND_LINE, commandLine));
    }

    public Scenario connect(int second, String entity, long pid, String image) {
        return add(record(second, Activity.NETWORK_CONNECT, "sysmon")
                .process(entity, pid)
                .column(Column.EXECUTABLE, "C:\\x\\" + image));
    }

    Scenario does(int second, Activity activity, String entity, long pid, UnaryOperator<EndpointEvent.Builder> more) {
        return add(more.apply(sensor(second, activity).process(entity, pid)));
    }

    Scenario scriptBlock(int second, long pid) {
        return add(record(second, Activity.SCRIPT_BLOCK, "powershell").process(null, pid));
    }

    Scenario end(int second, String entity, long pid) {
        return add(sensor(second, Activity.PROCESS_END).process(entity, pid));
    }

    Scenario recordedEnd(int second, long pid) {
        return add(record(second, Activity.PROCESS_END, "security").process(null, pid));
    }

    Scenario boot(int second) {
        return add(record(second, Activity.BOOT, "system"));
    }

    private Scenario add(EndpointEvent.Builder event) {
        events.add(event.build());
        return this;
    }

    private EndpointEvent.Builder sensor(int second, Activity activity) {
        long time = EPOCH + second * 1_000_000L;
        return event(activity, "sysmon").time(time, Clock.UTC).recordTime(time + RECORD_OFFSET + jitter());
    }

    private EndpointEvent.Builder record(int second, Activity activity, String service) {
        return event(activity, service).time(EPOCH + second * 1_000_000L + RECORD_OFFSET + jitter(), Clock.RECORD);
    }

    /** The collector's delay: the same for the same place in the story. */
    private long jitter() {
        return (events.size() * 37L) % 300 * 1000;
    }

    private EndpointEvent.Builder event(Activity activity, String service) {
        return EndpointEvent.builder()
                .endpoint(ENDPOINT)
                .id("e" + events.size())
                .position("log:" + events.size())
                .appendTime(EPOCH)
                .product("windows")
                .service(service)
                .activity(activity);
    }

    /** The event as another transport would bring it. */
    static EndpointEvent again(EndpointEvent event, @Nullable String position) {
        return position == null ? event : event.toBuilder().position(position).build();
    }
}
