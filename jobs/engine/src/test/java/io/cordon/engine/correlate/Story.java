package io.cordon.engine.correlate;

import io.cordon.engine.detect.Counter;
import io.cordon.engine.detect.Detector;
import io.cordon.engine.detect.DetectorConfig;
import io.cordon.engine.detect.HeapDetectStore;
import io.cordon.engine.detect.Sink;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldCatalogue;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.rule.ParsedRules;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleParser;
import io.cordon.engine.rule.RuleSet;
import io.cordon.engine.sequence.ChainJudge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Events of several endpoints, and what rules find in them in some order of arrival. */
public final class Story {
    private static final long EPOCH = 1_714_550_400_000_000L;

    private final List<EndpointEvent> events = new ArrayList<>();

    /** Adds an event: its second, endpoint, and fields as {@code name=value}; {@code activity} says what happened, {@code number} its number. */
    public Story at(double second, String endpoint, String... fields) {
        EndpointEvent.Builder event = EndpointEvent.builder()
                .endpoint(endpoint)
                .id("e" + (events.size() + 1))
                .position("log:" + (events.size() + 1))
                .time(EPOCH + Math.round(second * 1e6), Clock.UTC)
                .appendTime(EPOCH + Math.round(second * 1e6))
                .product("windows")
                .service("security")
                .activity(Activity.OTHER);
        for (String field : fields) {
            int equals = field.indexOf('=');
            String value = field.substring(equals + 1);
            if (field.startsWith("activity=")) {
                event.activity(Activity.valueOf(value));
            } else if (field.startsWith("number=")) {
                event.recordNumber(Long.parseLong(value));
            } else {
                FieldCatalogue.builtIn().put(field.substring(0, equals), value, event);
            }
        }
        events.add(event.build());
        return this;
    }

    /** A story of lines such as {@code 3 h1 EventID=4625 User=ada}. */
    public static Story of(String lines) {
        Story story = new Story();
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            String[] words = line.split(" +");
            story.at(
                    Double.parseDouble(words[0]),
                    words[1],
                    List.of(words).subList(2, words.length).toArray(new String[0]));
        });
        return story;
    }

    /** What is found, as {@code rule: e1 e2 …}, the same in every order of arrival. */
    public List<String> findings(String rules) {
        List<String> inOrder = findings(rules, events);
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<EndpointEvent> arrivals = new ArrayList<>(events);
            events.stream().filter(event -> random.nextInt(3) == 0).forEach(arrivals::add);
            java.util.Collections.shuffle(arrivals, random);
            List<String> other = findings(rules, arrivals);
            if (!other.equals(inOrder)) {
                throw new AssertionError("seed " + seed + ": " + other + ", in order " + inOrder);
            }
        }
        return inOrder;
    }

    /** What is found where events arrive in their order, once. */
    public List<String> findingsInOrder(String rules) {
        return findings(rules, events);
    }

    private static List<String> findings(String text, List<EndpointEvent> arrivals) {
        List<Rule> rules = rules(text);
        CompiledRules compiled = RuleCompiler.compile("set", rules);
        Map<String, Finding> last = new HashMap<>();
        HeapCorrelations correlations = new HeapCorrelations(
                new Correlator(DetectorConfig.FILES.lateness()),
                new ChainJudge(DetectorConfig.FILES.ofChains()),
                new RuleSet("set", rules),
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
        Detector detector = new Detector(DetectorConfig.FILES);
        Map<String, HeapDetectStore> stores = new HashMap<>();
        for (EndpointEvent event : arrivals) {
            detector.process(
                    event, compiled, stores.computeIfAbsent(event.endpoint(), any -> new HeapDetectStore()), sink);
            correlations.judge();
        }
        stores.forEach((endpoint, store) -> detector.endOfInput(endpoint, compiled, store, sink));
        correlations.end();
        return last.values().stream()
                .filter(finding -> finding.state() != Finding.State.RETRACTED)
                .map(finding -> finding.rule().id() + ": "
                        + finding.evidence().stream().map(Evidence::event).collect(Collectors.joining(" ")))
                .sorted()
                .toList();
    }

    static List<Rule> rules(String text) {
        ParsedRules parsed = RuleParser.parse("rules.yml", text, Rule.Mode.AUDIT);
        if (!parsed.errors().isEmpty()) {
            throw new AssertionError(parsed.errors().toString());
        }
        return parsed.rules().stream().map(ParsedRules.Sourced::rule).toList();
    }
}
