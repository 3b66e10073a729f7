package io.cordon.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads one topic's records in Confluent's wire format: a zero byte, the schema's id in four bytes, then Avro's binary.
 *
 * <p>It never registers: {@code cordon topics create} does. A registry that does not answer is waited for, since the record is
 * not at fault; only an id that the registry does not know makes a record undecodable. Not thread-safe: one per task.
 */
public final class SchemaCoder<T extends SpecificRecord> {
    private static final int HEADER = 5;

    /** Of a text, in bytes, or of a list; no topic takes records of that size. */
    private static final int LONGEST = 16 << 20;

    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    static {
        // A length is believed before the bytes are there: without a limit, one flipped bit asks for 2 GB.
        for (String what : List.of("string", "bytes", "collectionItems")) {
            String limit = "org.apache.avro.limits." + what + ".maxLength";
            if (System.getProperty(limit) == null) {
                System.setProperty(limit, String.valueOf(LONGEST));
            }
        }
    }

    private final SchemaRegistry registry;
    private final String subject;
    private final SpecificData model;
    private final Schema schema;
    private final SpecificDatumWriter<T> writer;
    private final Map<Integer, SpecificDatumReader<T>> readers = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    private final Runnable onWait;
    private @Nullable BinaryEncoder encoder;
    private @Nullable BinaryDecoder decoder;
    private int writerId = -1;

    /**
     * @param topic the topic with its prefix; the subject is its name and {@code -value}
     * @param onWait called each time that the registry did not answer and is asked again
     */
    public SchemaCoder(SchemaRegistry registry, String topic, Class<T> type, Runnable onWait) {
        this.registry = registry;
        this.subject = subject(topic);
        this.model = SpecificData.getForClass(type);
        this.model.setCustomCoders(true);
        this.schema = model.getSchema(type);
        this.writer = new SpecificDatumWriter<>(schema, model);
        this.onWait = onWait;
    }

    public static String subject(String topic) {
        return topic + "-value";
    }

    /**
     * The record's bytes in wire format.
     *
     * @throws MissingContractException where the topic's subject does not hold this version of the contract
     */
    public byte[] encode(T value) {
        if (writerId < 0) {
            writerId = waitFor(() -> registry.idOf(subject, schema))
                    .orElseThrow(() -> new MissingContractException(subject));
        }
        out.reset();
        out.write(0);
        out.write(writerId >>> 24);
        out.write(writerId >>> 16);
        out.write(writerId >>> 8);
        out.write(writerId);
        try {
            encoder = EncoderFactory.get().directBinaryEncoder(out, encoder);
            writer.write(value, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return out.toByteArray();
    }

    /** Reads a record, whatever version of the contract it was written with. */
    public Decoded<T> decode(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length < HEADER || bytes[0] != 0) {
            return new Decoded.Undecodable<>(
                    "not-wire-format", "expected a zero byte and a schema id before the record's Avro bytes");
        }
        int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
        SpecificDatumReader<T> reader = readers.get(id);
        if (reader == null) {
            Optional<Schema> written = waitFor(() -> registry.byId(id));
            if (written.isEmpty()) {
                return new Decoded.Undecodable<>("unknown-schema", "the registry knows no schema with id " + id);
            }
            reader = new SpecificDatumReader<>(written.get(), schema, model);
            readers.put(id, reader);
        }
        try {
            decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, decoder);
            T value = reader.read(null, decoder);
            return decoder.isEnd()
                    ? new Decoded.Value<>(value)
                    : new Decoded.Undecodable<>("malformed-record", "bytes are left after the record's last field");
        } catch (IOException
                | AvroRuntimeException
                | IndexOutOfBoundsException
                | NegativeArraySizeException
                | UnsupportedOperationException e) {
            return new Decoded.Undecodable<>("malformed-record", "schema " + id + " does not fit the bytes: " + e);
        }
    }

    private <V> V waitFor(Answer<V> answer) {
        for (Duration wait = FIRST_WAIT; ; wait = wait.multipliedBy(2)) {
            try {
                return answer.get();
            } catch (IOException e) {
                onWait.run();
            }
            try {
                Duration bounded = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
                wait = bounded;
                Thread.sleep(bounded.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for the schema registry", e);
            }
        }
    }

    private interface Answer<V> {
        V get() throws IOException;
    }
}
