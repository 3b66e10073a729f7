package io.cordon.cli;

import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.mapping.Coverage;
import io.cordon.engine.mapping.Normalizer;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the tests that stand beside rules. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the tests that stand beside rules.",
            "They are files named NAME.test.yml, each with short stories and what the rules of NAME.yml find in them. Each story"
                    + " also runs with its events in other orders, twice, and late, and must say the same.",
            "Exits with 1 where a test fails or cannot be read."
        })
final class RulesTestCommand implements Callable<Integer> {
    private static final List<Coverage> SOURCES = Normalizer.builtIn().coverage();

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Test files, or folders of them.")
    List<Path> paths = List.of();

    @Option(names = "--junit", paramLabel = "FILE", description = "Also write the results as JUnit XML.")
    @Nullable
    Path junit;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<RuleError> errors = new ArrayList<>();
        List<StoryRun.Outcome> outcomes = new ArrayList<>();
        Map<List<Path>, CompiledRules> compiled = new HashMap<>();
        for (Path file : files()) {
            for (Story story : StoryFile.read(file, errors)) {
                CompiledRules rules = compiled.computeIfAbsent(story.rules(), paths -> compile(paths, errors));
                List<String> unknown = unknownKinds(story, rules);
                if (unknown.isEmpty()) {
                    outcomes.add(StoryRun.of(story, rules));
                } else {
                    errors.add(new RuleError(
                            file.toString(),
                            story.line(),
                            1,
                            "expected events of a category or service of Sigma's, or of one that a rule names, found "
                                    + String.join(", ", unknown)));
                }
            }
        }
        if (outcomes.isEmpty() && errors.isEmpty()) {
            throw new CommandException("there is no test in " + paths + ": expected files named NAME.test.yml");
        }
        StoryReport report = new StoryReport(outcomes, errors);
        report.print(out);
        out.flush();
        if (junit != null) {
            report.junit(junit);
        }
        errors.forEach(err::println);
        long failed = outcomes.stream().filter(outcome -> !outcome.isPassed()).count();
        err.printf(
                "%,d tests passed, %,d failed%s%n",
                outcomes.size() - failed, failed, errors.isEmpty() ? "" : ", %,d not read".formatted(errors.size()));
        err.flush();
        return failed == 0 && errors.isEmpty() ? 0 : 1;
    }

    /** Events that nothing looks at: where a name is mistyped, that nothing is found would prove nothing. */
    private static List<String> unknownKinds(Story story, CompiledRules rules) {
        return story.events().stream()
                .filter(event -> SOURCES.stream().noneMatch(one -> one.hasService(event.service())))
                .filter(event -> rules.rules().stream()
                        .noneMatch(rule -> rule.isOfEvents() && rule.scope().admits(event)))
                .map(EndpointEvent::service)
                .distinct()
                .toList();
    }

    private static CompiledRules compile(List<Path> paths, List<RuleError> errors) {
        RuleFiles read = RuleFiles.read(paths, Rule.Mode.AUDIT);
        errors.addAll(read.errors());
        return RuleCompiler.compile("test", read.rules());
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new CommandException("there is no " + path);
            }
            try (Stream<Path> walk = Files.walk(path)) {
                walk.filter(Files::isRegularFile)
                        .filter(file -> StoryFile.isStory(file.toString()))
                        .sorted()
                        .forEach(files::add);
            } catch (IOException e) {
                throw new CommandException("cannot read " + path + ": " + e.getMessage(), e);
            }
        }
        return files;
    }
}
