package io.cordon.contain;

import io.cordon.schemas.Decoded;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.streaming.JobOptions;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import io.cordon.wire.Capability;
import io.cordon.wire.Command;
import io.cordon.wire.CommandResponse;
import io.cordon.wire.Detector;
import io.cordon.wire.Evidence;
import io.cordon.wire.Finding;
import io.cordon.wire.FindingState;
import io.cordon.wire.HeldOrder;
import io.cordon.wire.Level;
import io.cordon.wire.Mode;
import io.cordon.wire.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Findings as they lie in their topic, and commands read from theirs, with a registry inside this JVM. */
final class Findings {
    /** 2026-03-01T12:00:00Z. */
    static final long NOW_MILLIS = 1_772_366_400_000L;

    private static final String REGISTRY = "memory://contain-test";

    private final SchemaRegistry registry = SchemaRegistry.of(Map.of("schema.registry.url", REGISTRY));
    private final Path folder;
    private final Path key;

    Findings(Path folder, String privatePem) {
        for (Topics.Topic topic : Topics.shipped()) {
            topic.schema().ifPresent(schema -> {
                try {
                    registry.register(SchemaCoder.subject(topic.name()), schema);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        this.folder = folder;
        key = write("key.pem", privatePem);
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With a policy under which the rule may block in this version. */
    ContainOptions options(String... more) {
        return under("policies: [{mode: block}]", List.of(more));
    }

    /** With a policy of these lines. */
    ContainOptions under(String policy) {
        return under(policy, List.of());
    }

    ContainOptions under(String policy, List<String> more) {
        Path file = write("policy.yml", "policy: p\nversions: {rule-1: hash-1}\n" + policy + "\n");
        List<String> arguments = new ArrayList<>(List.of("--policy", file.toString()));
        arguments.addAll(more);
        return bare(arguments.toArray(String[]::new));
    }

    ContainOptions bare(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--kafka", "nowhere:1", "--registry", REGISTRY));
        if (!List.of(more).contains("--key")) {
            arguments.addAll(List.of("--key", key.toString()));
        }
        arguments.addAll(List.of(more));
        return JobOptions.parse(new ContainOptions(), arguments.toArray(String[]::new));
    }

    /** A confirmed finding in block mode of this moment, aimed at a process of the endpoint's own. */
    static Finding.Builder finding(String id, String endpoint) {
        long micros = NOW_MILLIS * 1000;
        return Finding.newBuilder()
                .setTenant("acme")
                .setId(id)
                .setVersion(1)
                .setState(FindingState.confirmed)
                .setDetector(Detector.rule)
                .setCapability(Capability.client)
                .setRuleId("rule-1")
                .setRuleTitle("Encoded PowerShell")
                .setRuleLanguage("eql")
                .setRuleHash("hash-1")
                .setRuleSet("set-1")
                .setMode(Mode.block)
                .setLevel(Level.high)
                .setConfidence(90)
                .setTactics(List.of())
                .setTechniques(List.of())
                .setEndpoints(List.of(endpoint))
                .setFirst(micros)
                .setLast(micros)
                .setAppendTime(micros)
                .setEvidence(List.of(Evidence.newBuilder()
                        .setEvent("ev-" + id)
                        .setPositions(List.of("t/0/1"))
                        .setEndpoint(endpoint)
                        .setEntity("e-" + id)
                        .setStep(0)
                        .setTime(micros)
                        .setAppendTime(micros)
                        .build()))
                .setEvidenceOmitted(0)
                .setAncestryIncomplete(false)
                .setDisprovable(false)
                .setAction("kill-tree")
                .setTarget(Target.newBuilder()
                        .setEndpoint(endpoint)
                        .setEntity("e-" + id)
                        .setPid(4242)
                        .setStart(micros)
                        .setImage("C:\\Users\\ann\\a.exe")
                        .build())
                .setTargetNote("");
    }

    TopicRecord record(Finding finding) {
        byte[] value = new SchemaCoder<>(registry, Topics.FINDINGS, Finding.class, () -> {}).encode(finding);
        return new TopicRecord(finding.getId(), value, Topics.FINDINGS, 0, 0, NOW_MILLIS * 1000);
    }

    /** The record as it travels behind the re-keying. */
    TopicRecord keyed(Finding finding) {
        TopicRecord record = record(finding);
        return new TopicRecord(finding.getTenant(), record.value(), record.topic(), 0, 0, record.appendTime());
    }

    /** A signed control record behind the re-keying. */
    TopicRecord control(Command envelope) {
        byte[] value = new SchemaCoder<>(registry, Topics.POLICIES, Command.class, () -> {}).encode(envelope);
        return new TopicRecord(envelope.getTenant(), value, Topics.POLICIES, 0, 0, NOW_MILLIS * 1000);
    }

    /** An agent's answer behind the re-keying. */
    TopicRecord response(Command to, int status) {
        return response(to.getTenant(), to.getEndpoint(), to.getCommandId(), status, List.of());
    }

    /** What an agent says that it can do, behind the re-keying. */
    TopicRecord announcement(String endpoint, String... capabilities) {
        return response("acme", endpoint, "", 200, List.of(capabilities));
    }

    private TopicRecord response(
            String tenant, String endpoint, String commandId, int status, List<String> capabilities) {
        CommandResponse response = CommandResponse.newBuilder()
                .setTenant(tenant)
                .setEndpoint(endpoint)
                .setCommandId(commandId)
                .setStatus(status)
                .setStatusText("")
                .setAgent("test")
                .setCapabilities(capabilities)
                .setTime(NOW_MILLIS * 1000)
                .setResults(Map.of())
                .build();
        byte[] value = new SchemaCoder<>(registry, Topics.RESPONSES, CommandResponse.class, () -> {}).encode(response);
        return new TopicRecord(tenant, value, Topics.RESPONSES, 0, 0, NOW_MILLIS * 1000);
    }

    Command command(KeyedBytes record) {
        return read(record, Topics.COMMANDS, Command.class);
    }

    Command desired(KeyedBytes record) {
        return read(record, Topics.DESIRED_STATE, Command.class);
    }

    HeldOrder held(KeyedBytes record) {
        return read(record, Topics.HELD, HeldOrder.class);
    }

    private <T extends SpecificRecord> T read(KeyedBytes record, String topic, Class<T> type) {
        if (new SchemaCoder<>(registry, topic, type, () -> {}).decode(record.value())
                instanceof Decoded.Value<T> decoded) {
            return decoded.value();
        }
        throw new AssertionError("no " + type.getSimpleName() + ": " + record);
    }
}
