package io.cordon.cli;

import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.Topics;
import io.cordon.wire.Capability;
import io.cordon.wire.Detector;
import io.cordon.wire.Evidence;
import io.cordon.wire.Finding;
import io.cordon.wire.FindingState;
import io.cordon.wire.Level;
import io.cordon.wire.Mode;
import io.cordon.wire.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes findings to their topic at a steady rate, as detect would, and keeps when each was appended. */
final class Flood implements AutoCloseable {
    static final String WILD = "wild";

    /** Went wild before: a JVM that never held anything back is slow at it, whatever holds it back. */
    static final String EARLIER = "wild-before";

    static final String CALM = "calm";
    static final String HASH = "1";

    /** How long findings of the wild rule wait for one another, in ms: to write each alone takes what contain needs on the same machine. */
    private static final int WILD_LINGERS = 50;

    /** Over so many endpoints a calm rule's findings are spread. */
    private static final int CALM_ENDPOINTS = 5_000;

    /** Few enough that what is ordered on one of them meets its endpoint's budget too. */
    private static final int WILD_ENDPOINTS = 17;

    private final ClusterOptions cluster;
    private final SchemaCoder<Finding> coder;
    private final KafkaProducer<String, byte[]> ofCalm;
    private final KafkaProducer<String, byte[]> ofWild;
    private final Map<String, Long> appended = new ConcurrentHashMap<>();
    private final Map<String, Long> written = new HashMap<>();

    Flood(ClusterOptions cluster) {
        this.cluster = cluster;
        this.coder =
                new SchemaCoder<>(cluster.schemaRegistry(), cluster.topic(Topics.FINDINGS), Finding.class, () -> {});
        ofCalm = producer(cluster, 0);
        ofWild = producer(cluster, WILD_LINGERS);
    }

    private static KafkaProducer<String, byte[]> producer(ClusterOptions cluster, int lingers) {
        Map<String, Object> properties = cluster.kafkaProperties();
        properties.put("acks", "all");
        properties.put("linger.ms", Integer.toString(lingers));
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    /**
     * Writes for a time.
     *
     * @param calm findings of the calm rule in a second
     * @param wild findings of the wild one
     * @param wildRule its name
     */
    void run(Duration duration, int calm, int wild, String wildRule) {
        long start = System.nanoTime();
        int each = calm + wild;
        long all = duration.toSeconds() * each;
        for (long i = 0; i < all; i++) {
            long early = start + i * TimeUnit.SECONDS.toNanos(1) / each - System.nanoTime();
            if (early > 0) {
                LockSupport.parkNanos(early);
            }
            send(i % each * calm / each != (i % each + 1) * calm / each ? CALM : wildRule);
        }
        ofCalm.flush();
        ofWild.flush();
    }

    private void send(String rule) {
        Finding finding = finding(rule, written.merge(rule, 1L, Long::sum));
        @SuppressWarnings("unused") // the callback tells what the future would
        Future<RecordMetadata> told = (rule.equals(CALM) ? ofCalm : ofWild)
                .send(
                        new ProducerRecord<>(cluster.topic(Topics.FINDINGS), finding.getId(), coder.encode(finding)),
                        (metadata, problem) -> {
                            if (problem == null) {
                                appended.put(finding.getId(), metadata.timestamp());
                            }
                        });
    }

    private Finding finding(String rule, long serial) {
        long now = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
        String endpoint = rule + "-" + serial % (rule.equals(CALM) ? CALM_ENDPOINTS : WILD_ENDPOINTS);
        String entity = "e" + serial;
        return Finding.newBuilder()
                .setTenant(cluster.tenant)
                .setId(rule + '-' + serial)
                .setVersion(1)
                .setState(FindingState.confirmed)
                .setDetector(Detector.rule)
                .setCapability(Capability.client)
                .setRuleId(rule)
                .setRuleTitle(rule)
                .setRuleLanguage("eql")
                .setRuleHash(HASH)
                .setRuleSet("flood")
                .setMode(Mode.block)
                .setLevel(Level.high)
                .setConfidence(90)
                .setTactics(List.of())
                .setTechniques(List.of())
                .setEndpoints(List.of(endpoint))
                .setFirst(now)
                .setLast(now)
                .setAppendTime(now)
                .setEvidence(List.of(Evidence.newBuilder()
                        .setEvent("event-" + serial)
                        .setPositions(List.of("flood/0/" + serial))
                        .setEndpoint(endpoint)
                        .setEntity(entity)
                        .setStep(0)
                        .setTime(now)
                        .setAppendTime(now)
                        .build()))
                .setEvidenceOmitted(0)
                .setAncestryIncomplete(false)
                .setDisprovable(false)
                .setAction("kill-tree")
                .setTarget(Target.newBuilder()
                        .setEndpoint(endpoint)
                        .setEntity(entity)
                        .setPid(4242)
                        .setStart(now)
                        .setImage("/opt/" + rule)
                        .build())
                .setTargetNote("")
                .build();
    }

    /** When each finding was appended, in ms since 1970. */
    Map<String, Long> appended() {
        return appended;
    }

    @Override
    public void close() {
        ofCalm.close(Duration.ofSeconds(5));
        ofWild.close(Duration.ofSeconds(5));
    }
}
