package io.cordon.benchmarks.cep;

import io.cordon.streaming.AppendTime;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/**
 * The topology that Flink's documentation leads to: endpoint events → decoded → by endpoint and process → a pattern each → matches. In
 * event time, which is that of Kafka's records as the Kafka source gives it: a watermark per partition, so that nothing is late where a
 * backlog is read.
 */
final class CepPipeline {
    private CepPipeline() {}

    static void build(
            StreamExecutionEnvironment env,
            CepOptions options,
            Source<TopicRecord, ?, ?> events,
            Sink<KeyedBytes> matches) {
        DataStream<Observed> observed = env.fromSource(events, AppendTime.watermarks(), "endpoint-events")
                .uid("endpoint-events")
                .flatMap(new DecodeFunction(options))
                .returns(TypeInformation.of(Observed.class))
                .name("decode")
                .uid("decode");
        List<SequencePattern> patterns = options.patterns();
        for (int number = 1; number <= patterns.size(); number++) {
            SequencePattern sequence = patterns.get(number - 1);
            DataStream<Observed> concerning = options.filter() ? filtered(observed, sequence, number) : observed;
            CEP.pattern(concerning.keyBy(Observed::process), sequence.pattern())
                    .process(new Match(sequence.rule()))
                    .name("pattern-" + number)
                    .uid("pattern-" + number)
                    .sinkTo(matches)
                    .name("matches-" + number)
                    .uid("matches-" + number);
        }
    }

    private static DataStream<Observed> filtered(DataStream<Observed> observed, SequencePattern sequence, int number) {
        List<StepTest> tests = sequence.tests();
        return observed.filter(event -> StepTest.anyHolds(tests, event))
                .name("filter-" + number)
                .uid("filter-" + number);
    }

    /** A match as the rule and what it consists of. */
    private static final class Match extends PatternProcessFunction<Observed, KeyedBytes> {
        private static final long serialVersionUID = 1;

        private final String rule;

        Match(String rule) {
            this.rule = rule;
        }

        @Override
        public void processMatch(Map<String, List<Observed>> match, Context context, Collector<KeyedBytes> out) {
            String process = match.values().iterator().next().get(0).process();
            out.collect(new KeyedBytes(rule, (process + ' ' + match.keySet()).getBytes(StandardCharsets.UTF_8)));
        }
    }
}
