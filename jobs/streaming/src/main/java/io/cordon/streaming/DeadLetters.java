package io.cordon.streaming;

import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.wire.DeadLetter;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.flink.util.OutputTag;

/** Writes records that a job gives up on as dead letters. Not thread-safe: one per task. */
public final class DeadLetters {
    /** Where a job's operators put them. */
    public static final OutputTag<KeyedBytes> TAG = new OutputTag<>("dead-letters") {
        private static final long serialVersionUID = 1;
    };

    private static final int HEAD = 64 * 1024;
    private static final int LONGEST_DETAIL = 1000;

    private final String job;
    private final String tenant;
    private final SchemaCoder<DeadLetter> coder;

    public DeadLetters(JobOptions options, String job, Runnable onWait) {
        this.job = job;
        this.tenant = options.tenant();
        this.coder = new SchemaCoder<>(
                SchemaRegistry.of(options.registry()), options.topic(Topics.DEAD_LETTERS), DeadLetter.class, onWait);
    }

    /**
     * The dead letter for a record.
     *
     * @param reason a stable symbol, such as {@code not-json}
     */
    public KeyedBytes of(TopicRecord record, String reason, String detail) {
        byte[] value = record.value();
        DeadLetter letter = DeadLetter.newBuilder()
                .setTenant(tenant)
                .setJob(job)
                .setTopic(record.topic())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .setReason(reason)
                .setDetail(detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) : detail)
                .setLength(value.length)
                .setSha256(sha256(value))
                .setHead(ByteBuffer.wrap(value, 0, Math.min(value.length, HEAD)))
                .setAppendTime(record.appendTime())
                .build();
        return new KeyedBytes(record.position(), coder.encode(letter));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
