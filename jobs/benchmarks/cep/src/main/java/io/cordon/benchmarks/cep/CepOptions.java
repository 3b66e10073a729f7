package io.cordon.benchmarks.cep;

import io.cordon.engine.rule.ParsedRules;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleParser;
import io.cordon.streaming.JobOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the job takes beside the options of every job. */
final class CepOptions extends JobOptions {
    private static final long serialVersionUID = 1;

    @Option(names = "--sequences", required = true, description = "A file of rules that are sequences by process.")
    private transient @Nullable Path file;

    @Option(names = "--filter", description = "Hand each pattern only the events that mean anything to it.")
    private boolean filter;

    private transient List<SequencePattern> patterns = List.of();

    @Override
    protected void check() {
        super.check();
        if (file != null) {
            ParsedRules read = RuleParser.parse(file.toString(), text(file), Rule.Mode.AUDIT);
            if (!read.errors().isEmpty()) {
                throw new IllegalArgumentException(read.errors().get(0).toString());
            }
            patterns = read.rules().stream()
                    .map(sourced -> SequencePattern.of(sourced.rule()))
                    .toList();
        }
    }

    List<SequencePattern> patterns() {
        return patterns;
    }

    boolean filter() {
        return filter;
    }
}
