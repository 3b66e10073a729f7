package io.cordon.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every contract's records come back as they were written, whatever of them is set. */
class RoundTripTest {
    private static final String CONTRACTS = "io.cordon.schemas.PublishedVersionsTest#contracts";

    private final SchemaRegistry registry =
            SchemaRegistry.of(Map.of("schema.registry.url", "memory://" + System.identityHashCode(this)));

    @ParameterizedTest
    @MethodSource(CONTRACTS)
    void aRecordWithEveryFieldSetComesBackAsItWas(String contract) throws Exception {
        comesBack(contract, true);
    }

    @ParameterizedTest
    @MethodSource(CONTRACTS)
    void aRecordWithEveryNullableFieldNullComesBackAsItWas(String contract) throws Exception {
        comesBack(contract, false);
    }

    private void comesBack(String contract, boolean nullables) throws ClassNotFoundException, IOException {
        comesBack(Class.forName("io.cordon.wire." + contract).asSubclass(SpecificRecord.class), nullables);
    }

    private <T extends SpecificRecord> void comesBack(Class<T> type, boolean nullables) throws IOException {
        Schema schema = SpecificData.get().getSchema(type);
        registry.register(SchemaCoder.subject("topic"), schema);
        SchemaCoder<T> coder = new SchemaCoder<>(registry, "topic", type, () -> {});
        T written = type.cast(filled(schema, nullables));

        assertThat(coder.decode(coder.encode(written))).isEqualTo(new Decoded.Value<>(written));
    }

    private static SpecificRecord filled(Schema schema, boolean nullables) {
        SpecificRecord record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(field.name(), field.schema(), nullables));
        }
        return record;
    }

    private static @Nullable Object value(String name, Schema schema, boolean nullables) {
        return switch (schema.getType()) {
            case RECORD -> filled(schema, nullables);
            case ENUM -> lastSymbol(schema);
            case ARRAY ->
                List.of(
                        present(name + " 1", schema.getElementType(), nullables),
                        present(name + " 2", schema.getElementType(), nullables));
            case MAP -> Map.of(name + " key", present(name, schema.getValueType(), nullables));
            case UNION -> nullables ? value(name, notNull(schema), true) : null;
            // Beyond ASCII and beyond the BMP: lengths in bytes, in chars and in code points all differ.
            case STRING -> name + " \u00fc \ud83d\ude80";
            case BYTES -> ByteBuffer.wrap(new byte[] {0, -1, 1});
            case INT -> Integer.MIN_VALUE + name.length();
            case LONG -> Long.MAX_VALUE - name.length();
            case BOOLEAN -> true;
            default -> throw new IllegalArgumentException(name + ": no value for a " + schema.getType());
        };
    }

    private static Object present(String name, Schema schema, boolean nullables) {
        Object value = value(name, schema, nullables);
        if (value == null) {
            throw new IllegalArgumentException(name + ": an element may be null");
        }
        return value;
    }

    /** Never the default, which is what an unread symbol would become. */
    private static Object lastSymbol(Schema schema) {
        List<String> symbols = schema.getEnumSymbols();
        return SpecificData.get().createEnum(symbols.get(symbols.size() - 1), schema);
    }

    private static Schema notNull(Schema union) {
        return union.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
    }
}
