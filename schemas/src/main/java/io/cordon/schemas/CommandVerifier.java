package io.cordon.schemas;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cordon.wire.Command;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells an agent which commands it may obey, and each of them once.
 *
 * <p>It obeys nothing outside the signed payload: routing fields that differ from it are refused, record keys, topics and headers
 * are not even asked for. It remembers accepted ids in memory until they expire; an agent keeps them over a restart as well. Not
 * thread-safe.
 */
public final class CommandVerifier {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int LONGEST_ID = 36;

    private final String tenant;
    private final String endpoint;
    private final Map<String, PublicKey> trusted = new HashMap<>();
    private final Map<String, Long> accepted = new HashMap<>();

    /** The verifier of one endpoint's agent, who trusts these keys. */
    public CommandVerifier(String tenant, String endpoint, Collection<PublicKey> trusted) {
        this.tenant = tenant;
        this.endpoint = endpoint;
        trusted.forEach(key -> this.trusted.put(KeyPairFile.keyId(key), key));
    }

    /** What to do with a command. */
    public sealed interface Answer {
        /** Obey this payload. */
        record Obey(JsonNode payload) implements Answer {}

        record Refuse(Refusal refusal) implements Answer {}
    }

    /** Why a command is refused, in the order of the checks. */
    public enum Refusal {
        /** Purpose, payload type or algorithm is not a command's. */
        PURPOSE,
        /** The key is none of those trusted. */
        KEY,
        /** The signature does not fit the bytes. */
        SIGNATURE,
        /** The payload is no order that this version knows. */
        PAYLOAD,
        /** A routing field differs from the signed payload. */
        ROUTING,
        /** It is for another tenant or endpoint. */
        FOREIGN,
        /** Its start time is still to come. */
        EARLY,
        /** Its stop time has passed. */
        EXPIRED,
        /** Its id was accepted before. */
        REPLAYED
    }

    /** Checks a command at a time in ms since 1970; one that is to be obeyed is remembered until it expires. */
    public Answer check(Command command, long now) {
        accepted.values().removeIf(stop -> stop <= now);
        Refusal unsigned = unsigned(command);
        if (unsigned != null) {
            return new Answer.Refuse(unsigned);
        }
        JsonNode payload = parse(bytes(command.getPayload()));
        if (payload == null) {
            return new Answer.Refuse(Refusal.PAYLOAD);
        }
        Refusal refusal = refusal(command, payload, now);
        if (refusal != null) {
            return new Answer.Refuse(refusal);
        }
        accepted.put(
                payload.path("command_id").textValue(),
                payload.path("args").path("stop_time").longValue());
        return new Answer.Obey(payload);
    }

    private @Nullable Refusal unsigned(Command command) {
        if (!command.getPurpose().equals(CommandSignature.PURPOSE)
                || !command.getPayloadType().equals(CommandSignature.PAYLOAD_TYPE)
                || !command.getAlgorithm().equals(CommandSignature.ALGORITHM)) {
            return Refusal.PURPOSE;
        }
        PublicKey key = trusted.get(command.getKeyId());
        if (key == null) {
            return Refusal.KEY;
        }
        try {
            Signature signature = Signature.getInstance(CommandSignature.ALGORITHM);
            signature.initVerify(key);
            signature.update(CommandSignature.input(
                    command.getPurpose(), command.getPayloadType(), command.getKeyId(), bytes(command.getPayload())));
            return signature.verify(bytes(command.getSignature())) ? null : Refusal.SIGNATURE;
        } catch (GeneralSecurityException e) {
            return Refusal.SIGNATURE;
        }
    }

    private @Nullable Refusal refusal(Command command, JsonNode payload, long now) {
        JsonNode args = payload.path("args");
        JsonNode cordon = args.path("x-cordon");
        long start = args.path("start_time").longValue();
        long stop = args.path("stop_time").longValue();
        if (!isKnownOrder(payload, args, cordon)) {
            return Refusal.PAYLOAD;
        }
        if (!command.getCommandId().equals(payload.path("command_id").textValue())
                || !command.getTenant().equals(cordon.path("tenant").textValue())
                || !command.getEndpoint().equals(cordon.path("endpoint").textValue())
                || command.getStartTime() != start
                || command.getStopTime() != stop) {
            return Refusal.ROUTING;
        }
        if (!command.getTenant().equals(tenant) || !command.getEndpoint().equals(endpoint)) {
            return Refusal.FOREIGN;
        }
        if (now < start) {
            return Refusal.EARLY;
        }
        if (now >= stop) {
            return Refusal.EXPIRED;
        }
        return accepted.containsKey(command.getCommandId()) ? Refusal.REPLAYED : null;
    }

    /** Kill a process, between two absolute times; a bare duration would begin anew with each reading. */
    private static boolean isKnownOrder(JsonNode payload, JsonNode args, JsonNode cordon) {
        String id = payload.path("command_id").textValue();
        JsonNode targets = payload.path("target");
        return id != null
                && !id.isEmpty()
                && id.length() <= LONGEST_ID
                && "stop".equals(payload.path("action").textValue())
                && targets.size() == 1
                && targets.path("process").path("pid").isIntegralNumber()
                && args.path("start_time").isIntegralNumber()
                && args.path("stop_time").isIntegralNumber()
                && !args.has("duration")
                && cordon.path("entity").isTextual()
                && cordon.path("start").isIntegralNumber();
    }

    private static @Nullable JsonNode parse(byte[] payload) {
        try {
            JsonNode node = JSON.readTree(payload);
            return node != null && node.isObject() ? node : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
