package io.cordon.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cordon.wire.Language;
import io.cordon.wire.RuleDocument;
import java.io.IOException;
import java.util.Arrays;
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
    private static final RuleDocument RULE =
            new RuleDocument("default", "r-1", "abc", Language.sigma, "r.yml", "title: one");

    private final SchemaRegistry registry =
            SchemaRegistry.of(Map.of("schema.registry.url", "memory://" + System.identityHashCode(this)));
    private final SchemaCoder<RuleDocument> coder = new SchemaCoder<>(registry, "rules", RuleDocument.class, () -> {});
    private int id;

    @BeforeEach
    void register() throws IOException {
        id = registry.register("rules-value", RuleDocument.getClassSchema());
    }

    @Test
    void theBytesAreConfluentsWireFormat() {
        byte[] bytes = coder.encode(RULE);

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
        byte[] bytes = coder.encode(RULE);

        assertThat(reason(Arrays.copyOf(bytes, bytes.length - 3))).isEqualTo("malformed-record");
        assertThat(reason(Arrays.copyOf(bytes, bytes.length + 1))).isEqualTo("malformed-record");
    }

    /** A length is believed before its bytes are there, so a flipped bit may ask for more than there is memory. */
    @Test
    void noFlippedBitIsMoreThanAValueWithAReason() {
        byte[] bytes = coder.encode(RULE);
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

            assertThat(coder.decode(flipped)).isNotEqualTo(new Decoded.Value<>(RULE));
        }
    }

    @Test
    void aNewerWritersFieldIsPassedOver() throws IOException {
        Schema newer = new Schema.Parser()
                .parse(
                        RuleDocument.getClassSchema()
                                .toString()
                                .replaceFirst(
                                        "\"fields\":\\[",
                                        "\"fields\":[{\"name\":\"comment\",\"type\":\"string\",\"default\":\"\",\"doc\":\"new\"},"));
        int newerId = registry.register("rules-value", newer);
        GenericRecord record = new GenericRecordBuilder(newer)
                .set("comment", "hello")
                .set("tenant", "default")
                .set("rule_id", "r-2")
                .set("hash", "def")
                .set("path", "r.yml")
                .set("text", "title: two")
                .build();
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        bytes.write(new byte[] {0, 0, 0, 0, (byte) newerId});
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(newer).write(record, encoder);
        encoder.flush();

        assertThat(coder.decode(bytes.toByteArray()))
                .isEqualTo(new Decoded.Value<>(
                        new RuleDocument("default", "r-2", "def", Language.unknown, "r.yml", "title: two")));
    }

    @Test
    void aSubjectWithoutThisContractIsToldWhenWriting() {
        SchemaCoder<RuleDocument> elsewhere = new SchemaCoder<>(registry, "nowhere", RuleDocument.class, () -> {});

        assertThatThrownBy(() -> elsewhere.encode(RULE)).hasMessageContaining("nowhere");
    }

    private String reason(byte @org.jspecify.annotations.Nullable [] bytes) {
        return coder.decode(bytes) instanceof Decoded.Undecodable<?> undecodable ? undecodable.reason() : "decoded";
    }
}
