package io.cordon.cli;

import io.cordon.engine.condition.ConditionText.Line;
import io.cordon.engine.condition.Subject;
import io.cordon.engine.detect.DetectorConfig;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.mapping.Normalizer;
import io.cordon.engine.match.Explanation;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.rule.Correlation;
import io.cordon.engine.rule.Rule;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says why a rule matches events, or does not. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Says why a rule does or does not match events.",
            "Shows its compiled form, on how many events each of its predicates holds, and predicate by predicate the events that"
                    + " match and those that come nearest; of a correlation, these of each of its rules, of a sequence of each of its steps. The events"
                    + " are read twice: first for the process tree, then to judge them."
        })
final class RulesExplainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RULE", description = "A rule file; with --rules the id or the title of a rule.")
    String rule = "";

    @Option(
            names = "--rules",
            arity = "1..*",
            paramLabel = "PATH",
            description = "Where the rule is, or what it refers to.")
    List<Path> rules = List.of();

    @Option(
            names = "--events",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description = "Events, or folders of them.")
    List<Path> events = List.of();

    @Option(
            names = "--limit",
            defaultValue = "3",
            paramLabel = "N",
            description = "How many matches and how many misses to show (default: ${DEFAULT-VALUE}).")
    int limit = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    /** An event that misses a rule, by how little. */
    private record Miss(Subject subject, int held) {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Path> paths = new ArrayList<>(rules);
        boolean isFile = Files.exists(Path.of(rule));
        if (isFile) {
            paths.add(Path.of(rule));
        }
        RuleFiles read = RuleFiles.read(paths, Rule.Mode.AUDIT);
        read.errors().forEach(spec.commandLine().getErr()::println);
        List<Rule> meant = read.rules().stream()
                .filter(one -> isFile
                        ? isOf(one, read)
                        : one.id().equals(rule) || one.title().equals(rule))
                .toList();
        if (meant.isEmpty() && isFile && !read.errors().isEmpty()) {
            return 1;
        }
        if (meant.isEmpty()) {
            throw new CommandException(
                    "there is no rule '" + rule + "'; name a file, or an id or a title with --rules PATH");
        }
        HeapEngine engine = new HeapEngine(RuleCompiler.compile("explain", read.rules()), DetectorConfig.FILES);
        each(engine::process);
        for (Rule one : withParts(meant, read.rules())) {
            out.printf("%s (%s)%n", one.title(), one.id());
            explain(one, engine, out);
        }
        out.flush();
        return 0;
    }

    /** Rules, and those that correlations among them judge. */
    private static Set<Rule> withParts(List<Rule> meant, List<Rule> all) {
        Set<Rule> rules = new LinkedHashSet<>(meant);
        for (Rule one : meant) {
            Correlation correlation = one.correlation();
            if (correlation != null) {
                rules.addAll(withParts(
                        all.stream()
                                .filter(rule -> correlation.rules().contains(rule.id()))
                                .toList(),
                        all));
            }
        }
        return rules;
    }

    private boolean isOf(Rule one, RuleFiles read) {
        return read.documents().stream()
                .anyMatch(document -> document.id().equals(one.id())
                        && document.file().equals(Path.of(rule).toString()));
    }

    private void explain(Rule one, HeapEngine engine, PrintWriter out) {
        ExplainText text = new ExplainText(out);
        if (one.correlation() != null) {
            text.correlation(one.correlation());
            return;
        }
        if (one.chain() != null) {
            text.chain(one.chain());
            List<Rule> parts = one.chain().parts();
            for (int part = 0; part < parts.size(); part++) {
                out.println(ExplainText.part(one.chain(), part));
                explain(parts.get(part), engine, out);
            }
            return;
        }
        Explanation explanation = new Explanation(one);
        text.head(one, explanation);
        List<Line> lines = explanation.lines();
        long[] held = new long[lines.size()];
        long[] counts = new long[2];
        List<Subject> matches = new ArrayList<>();
        long[] matched = {0};
        PriorityQueue<Miss> misses = new PriorityQueue<>(Comparator.comparingInt(Miss::held));
        each(event -> {
            counts[0]++;
            if (!one.scope().admits(event)) {
                return;
            }
            counts[1]++;
            Subject subject = engine.subject(event);
            for (int i = 0; i < held.length; i++) {
                held[i] += explanation.part(i, subject).holds() ? 1 : 0;
            }
            if (explanation.whole(subject).holds()) {
                matched[0]++;
                if (matches.size() < limit) {
                    matches.add(subject);
                }
            } else {
                misses.add(new Miss(subject, explanation.held(subject)));
                if (misses.size() > limit) {
                    misses.remove();
                }
            }
        });
        out.printf(
                Locale.ROOT,
                "%n  %,d events, %,d of its log source, %,d match%n%n  holds on%n",
                counts[0],
                counts[1],
                matched[0]);
        for (int i = 0; i < held.length; i++) {
            out.printf(Locale.ROOT, "  %,9d  %s%n", held[i], ExplainText.indented(lines.get(i)));
        }
        matches.forEach(subject -> text.event("match", subject, explanation));
        misses.stream()
                .sorted(Comparator.comparingInt(Miss::held).reversed())
                .forEach(miss -> text.event("near miss", miss.subject(), explanation));
        out.println();
    }

    private void each(Consumer<EndpointEvent> reader) {
        ReadRecords records = new ReadRecords(Normalizer.builtIn(), (event, record) -> reader.accept(event));
        EventFiles.files(events).forEach(file -> EventFiles.read(file, UnaryOperator.identity(), records));
    }
}
