package io.cordon.cli;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.ConditionText.Line;
import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.detect.DetectorConfig;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.event.MultiValue;
import io.cordon.engine.mapping.Normalized;
import io.cordon.engine.mapping.Normalizer;
import io.cordon.engine.mapping.Origin;
import io.cordon.engine.match.Explanation;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.rule.Rule;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
            "Says why a rule does or does not match events: its compiled form, on how many events each of its predicates holds, and",
            "predicate by predicate the events that match and those that come nearest. The events are read twice: first for the",
            "process tree, then to judge them."
        })
final class RulesExplainCommand implements Callable<Integer> {
    private static final int WIDTH = 120;

    @Parameters(paramLabel = "RULE", description = "A rule file; with --rules the id, name or title of a rule.")
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
        if (meant.isEmpty()) {
            throw new CommandException(
                    "there is no rule '" + rule + "'; name a file, or an id or a title with --rules PATH");
        }
        HeapEngine engine = new HeapEngine(RuleCompiler.compile("explain", read.rules()), DetectorConfig.FILES);
        each(engine::process);
        for (Rule one : meant) {
            explain(one, engine, out);
        }
        out.flush();
        return 0;
    }

    private boolean isOf(Rule one, RuleFiles read) {
        return read.documents().stream()
                .anyMatch(document -> document.id().equals(one.id())
                        && document.file().equals(Path.of(rule).toString()));
    }

    private void explain(Rule one, HeapEngine engine, PrintWriter out) {
        out.printf("%s (%s)%n", one.title(), one.id());
        if (one.correlation() != null) {
            out.printf(
                    "  a correlation, %s, of the rules %s%n  by %s in %s; limits %s%n%n",
                    one.correlation().type().word(),
                    one.correlation().rules(),
                    one.correlation().groupBy(),
                    one.correlation().timespan(),
                    one.correlation().limits());
            return;
        }
        Explanation explanation = new Explanation(one);
        print(one, explanation, out);
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
            out.printf(Locale.ROOT, "  %,9d  %s%n", held[i], indented(lines.get(i)));
        }
        matches.forEach(subject -> show("match", subject, explanation, out));
        misses.stream()
                .sorted(Comparator.comparingInt(Miss::held).reversed())
                .forEach(miss -> show("near miss", miss.subject(), explanation, out));
        out.println();
    }

    private static void print(Rule one, Explanation explanation, PrintWriter out) {
        out.printf("  looks at   %s%n", source(one) + product(one));
        List<String> waits = explanation.waitsFor();
        out.println(waits.isEmpty() ? "  waits for  nothing: each such event is judged" : "  waits for  one of");
        waits.forEach(predicate -> out.println("    " + shorten(predicate)));
    }

    private static String source(Rule one) {
        String activities = one.scope().activities().stream()
                .map(activity -> activity.sigmaCategory().isEmpty()
                        ? activity.name().toLowerCase(Locale.ROOT)
                        : activity.sigmaCategory())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        String services = one.scope().services().stream().sorted().collect(Collectors.joining(", "));
        String all =
                Stream.of(activities, services).filter(part -> !part.isEmpty()).collect(Collectors.joining(" in "));
        return all.isEmpty() ? "every event" : all;
    }

    private static String product(Rule one) {
        return one.scope().product().isEmpty()
                ? ""
                : " of product " + one.scope().product();
    }

    private static void show(String what, Subject subject, Explanation explanation, PrintWriter out) {
        EndpointEvent event = subject.event();
        out.printf("%n  %s: %s on %s%n", what, event.position(), event.endpoint());
        List<Line> lines = explanation.lines();
        for (int i = 0; i < lines.size(); i++) {
            Truth truth = explanation.part(i, subject);
            String mark = truth.holds() ? "✓" : "✗";
            out.printf("    %s %s%s%n", mark, indented(lines.get(i)), value(lines.get(i), subject));
        }
    }

    /** What a predicate was asked of, and where that came from. */
    private static String value(Line line, Subject subject) {
        if (!(line.condition() instanceof Condition.Test test)) {
            return "";
        }
        FieldRef field = test.field();
        String own = field.in(subject.event());
        @Nullable String text = subject.text(field);
        if (text == null) {
            return "   ← the field is not there";
        }
        return "   ← \"" + shorten(MultiValue.lines(text)) + '"' + (own == null ? " from the process tree" : "");
    }

    private static String indented(Line line) {
        return "  ".repeat(line.depth()) + shorten(line.text());
    }

    private static String shorten(String text) {
        String plain = text.replace('\n', ' ').replace('\r', ' ');
        return plain.length() > WIDTH ? plain.substring(0, WIDTH) + "…" : plain;
    }

    private void each(Consumer<EndpointEvent> reader) {
        Normalizer normalizer = Normalizer.builtIn();
        for (Path file : EventFiles.files(events)) {
            EventFiles.read(file, UnaryOperator.identity(), (name, number, record) -> {
                Path last = Path.of(name).getFileName();
                Origin origin =
                        new Origin(name + ':' + number, EndpointEvent.ABSENT, last == null ? name : last.toString());
                if (normalizer.normalize("default", record, origin) instanceof Normalized.Mapped mapped) {
                    reader.accept(mapped.event());
                }
            });
        }
    }
}
