package io.cordon.detect;

import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.indicator.IndicatorWord;
import io.cordon.engine.indicator.PersonsVerdict;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.Topics;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import io.cordon.wire.Finding;
import io.cordon.wire.FindingState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The tasks that indicators go round: detect, the fleet's memory and incidents, with the topic of indicators between them. */
@SuppressWarnings("try") // the harnesses declare that closing them may be interrupted
final class FeedbackLoop implements AutoCloseable {
    private static final int MAX_PARALLELISM = 128;

    private final Contracts contracts;
    private final DetectOptions options;
    private final List<KeyedBytes> findings = new ArrayList<>();
    private final List<KeyedBytes> told = new ArrayList<>();
    /** The topic, as it is once it was compacted. */
    private final Map<String, TopicRecord> topic = new TreeMap<>();

    private KeyedBroadcastOperatorTestHarness<String, TopicRecord, TopicRecord, KeyedBytes> detect;
    private KeyedBroadcastOperatorTestHarness<String, KeyedBytes, TopicRecord, KeyedBytes> memory;
    private KeyedOneInputStreamOperatorTestHarness<String, KeyedBytes, KeyedBytes> incidents;
    private long append;
    private long processing;

    FeedbackLoop(Contracts contracts, DetectOptions options) throws Exception {
        this.contracts = contracts;
        this.options = options;
        this.detect = detect();
        this.memory = memory();
        this.incidents = incidents();
        open(detect);
        open(memory);
        open(incidents);
    }

    private KeyedBroadcastOperatorTestHarness<String, TopicRecord, TopicRecord, KeyedBytes> detect() throws Exception {
        return new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new DetectFunction(options, this::readRules), List.of(DetectFunction.RULES)),
                TopicRecord::requiredKey,
                Types.STRING,
                MAX_PARALLELISM,
                1,
                0);
    }

    private KeyedBroadcastOperatorTestHarness<String, KeyedBytes, TopicRecord, KeyedBytes> memory() throws Exception {
        return new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new RarityFunction(options, this::readRules), List.of(DetectFunction.RULES)),
                KeyedBytes::key,
                Types.STRING,
                MAX_PARALLELISM,
                1,
                0);
    }

    private KeyedOneInputStreamOperatorTestHarness<String, KeyedBytes, KeyedBytes> incidents() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new IncidentFunction(options)), KeyedBytes::key, Types.STRING);
    }

    private void readRules(RuleBook book, DetectOptions ignored) {
        contracts.documents().forEach(book::take);
        book.take(contracts.manifest(1));
    }

    private static void open(AbstractStreamOperatorTestHarness<?> harness) throws Exception {
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        harness.setup();
        harness.open();
    }

    /** All tasks begin anew from what they kept. */
    void restart() throws Exception {
        OperatorSubtaskState ofDetect = detect.snapshot(1, 1);
        OperatorSubtaskState ofMemory = memory.snapshot(1, 1);
        OperatorSubtaskState ofIncidents = incidents.snapshot(1, 1);
        close();
        detect = detect();
        memory = memory();
        incidents = incidents();
        reopen(detect, ofDetect);
        reopen(memory, ofMemory);
        reopen(incidents, ofIncidents);
    }

    private static void reopen(AbstractStreamOperatorTestHarness<?> harness, OperatorSubtaskState state)
            throws Exception {
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        harness.setup();
        harness.initializeState(state);
        harness.open();
    }

    /** Something happens, and all that follows from it. */
    void happens(EndpointEvent event) throws Exception {
        append = Math.max(append, event.appendTime());
        detect.processElement(contracts.record(event), event.appendTime() / 1000);
        settle();
    }

    /** Time passes and nothing happens; how many timers are left of it all. */
    int passes(Duration time) throws Exception {
        long watermark = append / 1_000 + time.toMillis();
        detect.watermark(watermark);
        settle();
        memory.watermark(watermark);
        settle();
        incidents.processWatermark(new Watermark(watermark));
        settle();
        return detect.numEventTimeTimers() + memory.numEventTimeTimers() + incidents.numEventTimeTimers();
    }

    /** A clue is no more, as when later evidence takes a finding back. */
    void takesBack(String finding) throws Exception {
        incidents.processElement(Tellings.gone("default", finding), 0);
        settle();
    }

    /** Hands on what tasks say until they fall silent. */
    private void settle() throws Exception {
        boolean isMore = true;
        while (isMore) {
            findings.addAll(taken(detect.getOutput()));
            findings.addAll(taken(memory.getOutput()));
            List<KeyedBytes> recollections = new ArrayList<>(said(detect, Recollections.artefacts()));
            recollections.addAll(said(detect, Recollections.fleet()));
            recollections.addAll(said(memory, Recollections.fleet()));
            for (KeyedBytes one : recollections) {
                memory.processElement(one, 0);
            }
            List<KeyedBytes> tellings = new ArrayList<>(said(detect, Tellings.tag()));
            tellings.addAll(said(memory, Tellings.tag()));
            for (KeyedBytes one : tellings) {
                incidents.processElement(one, 0);
            }
            processing += 60_000;
            incidents.setProcessingTime(processing);
            told.addAll(taken(incidents.getOutput()));
            List<KeyedBytes> words = new ArrayList<>(said(incidents, Words.tag()));
            words.addAll(said(memory, Words.tag()));
            for (KeyedBytes word : words) {
                obey(word);
            }
            isMore = !recollections.isEmpty() || !tellings.isEmpty() || !words.isEmpty();
        }
    }

    /** A word comes back from its topic. */
    void obey(KeyedBytes word) throws Exception {
        TopicRecord record = new TopicRecord(word.key(), word.value(), Topics.INDICATORS, 0, topic.size(), append);
        topic.put(word.key(), record);
        detect.processBroadcastElement(record, 0);
        Words words = new Words(options, () -> {});
        IndicatorWord read = words.read(record);
        if (read != null && !(read instanceof IndicatorWord.Tried)) {
            memory.processElement(Recollections.encode(read), 0);
        }
        PersonsVerdict verdict = words.verdict(record);
        if (verdict != null) {
            incidents.processElement(Tellings.verdict(verdict), 0);
            settle();
        }
    }

    /** The ids of the incidents that were told. */
    List<String> incidentIds() {
        return told.stream().map(KeyedBytes::key).distinct().toList();
    }

    private static List<KeyedBytes> said(
            AbstractStreamOperatorTestHarness<KeyedBytes> task, OutputTag<KeyedBytes> tag) {
        Queue<StreamRecord<KeyedBytes>> side = task.getSideOutput(tag);
        List<KeyedBytes> all = new ArrayList<>();
        while (side != null && !side.isEmpty()) {
            all.add(side.remove().getValue());
        }
        return all;
    }

    private static List<KeyedBytes> taken(Queue<Object> output) {
        List<KeyedBytes> all = new ArrayList<>();
        for (Object one : new ArrayDeque<>(output)) {
            if (one instanceof StreamRecord<?> record && record.getValue() instanceof KeyedBytes bytes) {
                all.add(bytes);
            }
        }
        output.clear();
        return all;
    }

    /** The last versions of the findings that stand on an endpoint. */
    List<Finding> standing(String endpoint) {
        SchemaCoder<Finding> coder = contracts.coder(Topics.FINDINGS, Finding.class);
        Map<String, Finding> last = new TreeMap<>();
        findings.forEach(record -> last.put(record.key(), Contracts.value(record, coder)));
        return last.values().stream()
                .filter(finding -> finding.getState() != FindingState.retracted)
                .filter(finding -> finding.getEndpoints().contains(endpoint))
                .toList();
    }

    @Override
    public void close() throws Exception {
        detect.close();
        memory.close();
        incidents.close();
    }
}
