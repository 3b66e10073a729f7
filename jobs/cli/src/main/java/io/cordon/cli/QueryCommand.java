package io.cordon.cli;

import io.cordon.engine.detect.DetectorConfig;
import io.cordon.engine.eql.Dialect;
import io.cordon.engine.eql.Eql;
import io.cordon.engine.eql.QueryRefusedException;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.hunt.Answer;
import io.cordon.engine.hunt.Hunt;
import io.cordon.engine.hunt.Seen;
import io.cordon.engine.mapping.Normalizer;
import io.cordon.engine.mapping.RecordValues;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Hunts in recorded events with an EQL query. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description = {
            "Asks recorded events an EQL query, and prints a line of JSON for each match:"
                    + " {\"events\":[\"FILE:LINE\",…],\"keys\":[…]}, in event order; for each kind that the pipe count counts:"
                    + " {\"count\":N,\"keys\":[…]}.",
            "Events are JSON lines or a JSON array, also in .gz, .zip and .tar.gz; a folder means all of these in it. The end of"
                    + " the files ends all waiting for what must be missing. What cannot be read is counted by reason on"
                    + " standard error."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./cordon query --events recordings 'dns where true | head 5'",
            "  ./cordon query --dialect endgame --events recordings \\",
            "      'process where true | count process_name'",
            "  ./cordon query --events recordings \\",
            "      'sequence by process.entity_id with maxspan=1m",
            "         [process where event.type == \"start\"] [network where true]'",
            "  ./cordon query --mapping my.yaml --events a.json --events b.gz 'any where true'"
        })
final class QueryCommand implements Callable<Integer> {
    private static final int LINES_AT_ONCE = 500;

    @Option(
            names = "--dialect",
            defaultValue = "elasticsearch",
            paramLabel = "NAME",
            description = "elasticsearch (the default), endpoint, endgame, or cordon, which has everything.")
    String dialect = "";

    @Mixin
    MappingOption mapping = new MappingOption();

    @Option(
            names = "--events",
            required = true,
            paramLabel = "PATH",
            description = "Events, or a folder of them; may be given again.")
    List<Path> events = List.of();

    @Parameters(paramLabel = "EQL", description = "The query, in quotes.")
    String query = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Hunt hunt;
        try {
            hunt = new Hunt(Eql.compileForRecords(query, dialect(), mapping.isFile()));
        } catch (QueryRefusedException e) {
            err.println(Refusal.text(query, e));
            return 2;
        }
        Normalizer normalizer = mapping.normalizer();
        List<Path> files = EventFiles.files(events);
        HeapEngine engine = new HeapEngine(hunt.lineage(), DetectorConfig.FILES);
        ReadRecords records = new ReadRecords(normalizer, (event, record) -> engine.process(event));
        Matching matching = new Matching(hunt, engine, normalizer.values());
        long started = System.nanoTime();
        try (ReadProgress progress = ReadProgress.of("query", files, 2)) {
            files.forEach(file -> EventFiles.read(file, progress::watched, records));
            engine.end();
            ReadRecords again = new ReadRecords(normalizer, matching);
            files.forEach(file -> EventFiles.read(file, progress::watched, again));
        }
        List<Answer> answers = hunt.answers();
        double seconds = (System.nanoTime() - started) / 1e9;
        print(answers);
        records.summary(err, String.format(Locale.ROOT, "%,d lines", answers.size()), seconds, engine.counted());
        return 0;
    }

    private Dialect dialect() {
        return Dialect.of(dialect)
                .orElseThrow(() -> new CommandException("--dialect: expected one of "
                        + Stream.of(Dialect.values()).map(Dialect::text).collect(Collectors.joining(", "))
                        + ", found '" + dialect + "'"));
    }

    private void print(List<Answer> answers) {
        PrintWriter out = spec.commandLine().getOut();
        for (int i = 0; i < answers.size(); i++) {
            out.print(AnswerJson.of(answers.get(i)) + '\n');
            if (i % LINES_AT_ONCE == 0 && out.checkError()) {
                return; // whoever reads has read enough
            }
        }
        out.flush();
    }

    /** The second reading: tells the hunt what each event matches. */
    private static final class Matching implements ReadRecords.Taker {
        private final Hunt hunt;
        private final HeapEngine engine;
        private final RecordValues records;
        private long number;

        Matching(Hunt hunt, HeapEngine engine, RecordValues records) {
            this.hunt = hunt;
            this.engine = engine;
            this.records = records;
        }

        @Override
        public void event(EndpointEvent event, byte[] record) {
            engine.matches(
                    event,
                    hunt.rules(),
                    (rule, time, hits) -> hunt.take(
                            event, time, records.tieBreak(record), number, hits, () -> values(event, record)));
            number++;
        }

        private Map<FieldRef, Seen.Value> values(EndpointEvent event, byte[] record) {
            return Seen.values(engine.subject(event), records.of(record, hunt.fields()), hunt.fields());
        }
    }
}
