package io.cordon.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cordon.wire.Mode;
import io.cordon.wire.RuleSetEntry;
import io.cordon.wire.RuleSetManifest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaCoderTest {
    private static final RuleSetManifest MANIFEST = new RuleSetManifest(
            "default", "set-1", 7L, 1_714_550_400_000_000L, List.of(new RuleSetEntry("r-1", "abc", Mode.block)));

    private final SchemaRegistry registry =
            SchemaRegistry.of(Map.of("schema.registry.url", "memory://" + System.identityHashCode(this)));
    private final SchemaCoder<RuleSetManifest> coder =
            new SchemaCoder<>(registry, "rule-sets", RuleSetManifest.class, () -> {});
    private int id;

    @BeforeEach
    void register() throws IOException {
        id = registry.register("rule-sets-value", RuleSetManifest.getClassSchema());
    }

    @Test
    void theBytesAreConfluentsWireFormat() {
        byte[] bytes = coder.encode(MANIFEST);

        assertThat(Arrays.copyOf(bytes, 5)).containsExactly(0, 0, 0, 0, id);
    }

    @Test
    void whatIsNoWireFormatIsAValueWithAReason() {
        assertThat(reason(new byte[0])).isEqualTo("not-wire-format");
        assertThat(reason(null)).isEqualTo("not-wire-format");
        assertThat(reason("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo("not-wire-format");
        assertThat(reason(new byte[] {0, 0, 0, 3, 9, 1})).isEqualTo("unknown-schema");
    }

    @Test
    void bytesThatEndTooEarlyOrTooLateAreAValueWithAReason() {
        byte[] bytes = coder.encode(MANIFEST);

        assertThat(reason(Arrays.copyOf(bytes, bytes.length - 3))).isEqualTo("malformed-record");
        assertThat(reason(Arrays.copyOf(bytes, bytes.length + 1))).isEqualTo("malformed-record");
    }

    /** A length is believed before its bytes are there, so a flipped bit may ask for more than there is memory. */
    @Test
    void noFlippedBitIsMoreThanAValueWithAReason() {
        byte[] bytes = coder.encode(MANIFEST);
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

            assertThat(coder.decode(flipped)).isNotEqualTo(new Decoded.Value<>(MANIFEST));
        }
    }

    @Test
    void aNewerWritersFieldIsPassedOver() throws IOException {
        Schema newer = new Schema.Parser()
                .parse(
                        RuleSetManifest.getClassSchema()
                                .toString()
                                .replaceFirst(
                                        "\"fields\":\\[",
                                        "\"fields\":[{\"name\":\"comment\",\"type\":\"string\",\"default\":\"\",\"doc\":\"new\"},"));
        int newerId = registry.register("rule-sets-value", newer);
        GenericRecord record = new GenericRecordBuilder(newer)
                .set("comment", "hello")
                .set("tenant", "default")
                .set("set_id", "set-2")
                .set("sequence", 8L)
                .set("created", 1L)
                .set("entries", List.of())
                .build();
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        bytes.write(new byte[] {0, 0, 0, 0, (byte) newerId});
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(newer).write(record, encoder);
        encoder.flush();

        assertThat(coder.decode(bytes.toByteArray()))
                .isEqualTo(new Decoded.Value<>(new RuleSetManifest("default", "set-2", 8L, 1L, List.of())));
    }

    @Test
    void aSubjectWithoutThisContractIsToldWhenWriting() {
        SchemaCoder<RuleSetManifest> elsewhere =
                new SchemaCoder<>(registry, "nowhere", RuleSetManifest.class, () -> {});

        assertThatThrownBy(() -> elsewhere.encode(MANIFEST)).hasMessageContaining("nowhere");
    }

    private String reason(byte @org.jspecify.annotations.Nullable [] bytes) {
        return coder.decode(bytes) instanceof Decoded.Undecodable<?> undecodable ? undecodable.reason() : "decoded";
    }
}
