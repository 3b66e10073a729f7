package io.cordon.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.detect.StateSample;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Flink keeps the bytes that the engine writes, and finds the serializers of a savepoint again. */
class EngineSerializerTest {
    private static final Map<String, EngineSerializer<?>> SERIALIZERS = Map.ofEntries(
            Map.entry("ProcessEntry", ProcessEntrySerializer.INSTANCE),
            Map.entry("StartTexts", StartTextsSerializer.INSTANCE),
            Map.entry("PidEntry", PidEntrySerializer.INSTANCE),
            Map.entry("EventIds", EventIdsSerializer.INSTANCE),
            Map.entry("EndpointHeader", EndpointHeaderSerializer.INSTANCE),
            Map.entry("Ways", WaysSerializer.INSTANCE),
            Map.entry("Group", GroupSerializer.INSTANCE),
            Map.entry("ChainHead", ChainHeadSerializer.INSTANCE),
            Map.entry("ProcessChains", ProcessChainsSerializer.INSTANCE),
            Map.entry("Waiting", WaitingSerializer.INSTANCE),
            Map.entry("OpenMatch", OpenMatchSerializer.INSTANCE),
            Map.entry("SightedHour", SightedHourSerializer.INSTANCE),
            Map.entry("OpenAsk", OpenAskSerializer.INSTANCE),
            Map.entry("TraceHeader", TraceHeaderSerializer.INSTANCE),
            Map.entry("Minute", MinuteSerializer.INSTANCE),
            Map.entry("Session", SessionSerializer.INSTANCE),
            Map.entry("Execution", ExecutionSerializer.INSTANCE),
            Map.entry("Registered", RegisteredSerializer.INSTANCE),
            Map.entry("Connections", ConnectionsSerializer.INSTANCE),
            Map.entry("Trace", TraceSerializer.INSTANCE),
            Map.entry("KnownEdge", KnownEdgeSerializer.INSTANCE),
            Map.entry("Clue", ClueSerializer.INSTANCE),
            Map.entry("PersonsVerdict", PersonsVerdictSerializer.INSTANCE),
            Map.entry("Recalled", RecalledSerializer.INSTANCE),
            Map.entry("Standing", StandingSerializer.INSTANCE),
            Map.entry("Link", LinkSerializer.INSTANCE),
            Map.entry("Said", SaidSerializer.INSTANCE));

    static List<StateSample> samples() {
        // A chain's entries are bytes to Flink.
        return StateSample.all().stream()
                .filter(sample -> !kind(sample).equals("ChainEntry"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatWasReadIsWrittenAsItWas(StateSample sample) throws IOException {
        comesBack(serializerOf(sample), sample.bytes());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSavepointsSerializerIsTodays(StateSample sample) throws IOException {
        EngineSerializer<?> serializer = serializerOf(sample);
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());

        TypeSerializer<?> restored = TypeSerializerSnapshot.readVersionedSnapshot(
                        new DataInputDeserializer(out.getCopyOfBuffer()),
                        Objects.requireNonNull(getClass().getClassLoader()))
                .restoreSerializer();

        assertThat(restored).isEqualTo(serializer);
        // A savepoint holds this name: renaming the class makes it unreadable.
        assertThat(serializer.snapshotConfiguration().getClass().getName())
                .isEqualTo("io.cordon.state." + kind(sample) + "Serializer$Snapshot");
    }

    private static <T> void comesBack(EngineSerializer<T> serializer, byte[] written) throws IOException {
        T read = serializer.deserialize(new DataInputDeserializer(written));
        DataOutputSerializer out = new DataOutputSerializer(written.length);
        serializer.serialize(serializer.copy(read), out);
        DataOutputSerializer copied = new DataOutputSerializer(written.length);
        serializer.copy(new DataInputDeserializer(written), copied);

        assertThat(out.getCopyOfBuffer()).isEqualTo(written);
        assertThat(copied.getCopyOfBuffer()).isEqualTo(written);
    }

    private static EngineSerializer<?> serializerOf(StateSample sample) {
        return Objects.requireNonNull(SERIALIZERS.get(kind(sample)), sample.name());
    }

    private static String kind(StateSample sample) {
        return sample.name().substring(0, sample.name().indexOf('-'));
    }
}
