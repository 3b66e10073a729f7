package io.cordon.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.condition.ConditionText;
import io.cordon.engine.event.Activity;
import io.cordon.engine.mapping.Coverage;
import io.cordon.engine.mapping.Normalizer;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.rule.Rule;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a set of rules consists of and costs. */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        description = {
            "Counts rules and what they cost.",
            "Counts them by category, level and language, and their predicates before and after pooling; says how long they took to"
                    + " load, what they take in memory, and which can never match the events of a mapping, because these lack"
                    + " a field or there are none of that kind."
        })
final class RulesStatsCommand implements Callable<Integer> {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Rule files, or folders of them.")
    List<Path> paths = List.of();

    @Option(
            names = "--mapping",
            paramLabel = "NAME|FILE",
            description = "Also list each rule that can never match with this mapping, and why.")
    @Nullable
    String mapping;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        long began = System.nanoTime();
        RuleFiles read = RuleFiles.read(paths, Rule.Mode.AUDIT);
        long parsed = System.nanoTime();
        long before = used();
        long compiling = System.nanoTime();
        CompiledRules compiled = RuleCompiler.compile("stats", read.rules());
        long ended = System.nanoTime();
        long bytes = used() - before;
        read.errors().forEach(spec.commandLine().getErr()::println);

        ObjectNode stats = JSON.createObjectNode();
        stats.put("rules", read.rules().size());
        stats.put("with the steps of sequences", compiled.rules().size());
        stats.put("refused", read.errors().size());
        counts(stats, "by language", read.rules(), rule -> lower(rule.language()));
        counts(stats, "by level", read.rules(), rule -> lower(rule.level()));
        counts(stats, "by category or service", read.rules(), RulesStatsCommand::source);
        predicates(stats, read.rules());
        stats.put("read in seconds", seconds(parsed - began));
        stats.put("compiled in seconds", seconds(ended - compiling));
        stats.put("compiled set in MB", Math.round(bytes / 1e4) / 1e2);
        coverage(stats, read.rules());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writeValueAsString(stats));
        } else {
            print(stats, out, "");
        }
        out.flush();
        return read.errors().isEmpty() ? 0 : 1;
    }

    private static void predicates(ObjectNode stats, List<Rule> rules) {
        long all = 0;
        Set<Object> distinct = new HashSet<>();
        for (Rule rule : rules) {
            for (Rule part : rule.chain() == null ? List.of(rule) : rule.chain().parts()) {
                for (ConditionText.Line line : ConditionText.lines(part.condition())) {
                    if (line.isLeaf()) {
                        all++;
                        distinct.add(line.condition());
                    }
                }
            }
        }
        stats.put("predicates", all);
        stats.put("predicates after pooling", distinct.size());
    }

    private void coverage(ObjectNode stats, List<Rule> rules) throws IOException {
        List<Rule> ofEvents =
                rules.stream().filter(rule -> rule.correlation() == null).toList();
        ObjectNode byMapping = stats.putObject("rules that can match, by mapping");
        for (Coverage coverage : mappings().coverage()) {
            long reach = ofEvents.stream()
                    .filter(rule -> coverage.obstacle(rule).isEmpty())
                    .count();
            byMapping.put(coverage.name(), reach);
        }
        if (mapping != null) {
            ObjectNode never = stats.putObject("can never match, for there is not");
            for (Rule rule : ofEvents) {
                List<Optional<String>> obstacles = mappings().coverage().stream()
                        .map(coverage -> coverage.obstacle(rule))
                        .toList();
                if (obstacles.stream().allMatch(Optional::isPresent)) {
                    never.put(
                            rule.title() + " (" + rule.id() + ")",
                            obstacles.get(0).orElse(""));
                }
            }
        }
    }

    private Normalizer mappings() throws IOException {
        if (mapping == null) {
            return Normalizer.builtIn();
        }
        try {
            Path file = Path.of(mapping);
            return Files.isRegularFile(file)
                    ? Normalizer.of(mapping, Files.readString(file))
                    : Normalizer.named(mapping);
        } catch (IllegalArgumentException e) {
            throw new CommandException("--mapping: " + e.getMessage(), e);
        }
    }

    private static String source(Rule rule) {
        if (rule.correlation() != null) {
            return "correlation";
        }
        if (rule.chain() != null) {
            return lower(rule.chain().kind());
        }
        if (!rule.scope().activities().isEmpty()) {
            return rule.scope().activities().stream()
                    .map(Activity::sigmaCategory)
                    .filter(category -> !category.isEmpty())
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(" + "));
        }
        return rule.scope().services().isEmpty()
                ? "product " + rule.scope().product()
                : String.join(" + ", rule.scope().services());
    }

    private static void counts(ObjectNode stats, String name, List<Rule> rules, Function<Rule, String> of) {
        Map<String, Long> counts =
                rules.stream().collect(Collectors.groupingBy(of, TreeMap::new, Collectors.counting()));
        ObjectNode node = stats.putObject(name);
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(entry -> node.put(entry.getKey().isEmpty() ? "(none)" : entry.getKey(), entry.getValue()));
    }

    private static void print(ObjectNode node, PrintWriter out, String indent) {
        node.properties().forEach(entry -> {
            if (entry.getValue() instanceof ObjectNode inner) {
                out.println();
                out.println(indent + entry.getKey());
                print(inner, out, indent + "  ");
            } else if (entry.getValue().isTextual()) {
                out.printf(
                        "%s%s: %s%n", indent, entry.getKey(), entry.getValue().asText());
            } else {
                String number = entry.getValue().isIntegralNumber()
                        ? String.format(Locale.ROOT, "%,d", entry.getValue().asLong())
                        : entry.getValue().asText();
                out.printf("%s%10s  %s%n", indent, number, entry.getKey());
            }
        });
    }

    private static double seconds(long nanos) {
        return Math.round(nanos / 1e7) / 1e2;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** What lives on the heap. */
    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
