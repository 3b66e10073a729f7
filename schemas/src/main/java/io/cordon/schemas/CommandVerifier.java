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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells an agent which signed envelopes it may obey.
 *
 * <p>It obeys nothing outside the signed payload: routing fields that differ from it are refused, record keys, topics and headers
 * are not even asked for. {@link #check} also remembers accepted ids, in memory until they expire; an agent that keeps ids over a
 * restart asks {@link #command} and remembers by itself. Not thread-safe.
 */
public final class CommandVerifier {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String tenant;
    private final String endpoint;
    private final Keyring keyring;
    private final Map<String, Long> accepted = new HashMap<>();

    /** The verifier of one endpoint's agent, who trusts these keys for commands. */
    public CommandVerifier(String tenant, String endpoint, Collection<PublicKey> trusted) {
        this(tenant, endpoint, Keyring.empty().trusting(Purpose.COMMAND, trusted));
    }

    /** The verifier of one endpoint's agent. */
    public CommandVerifier(String tenant, String endpoint, Keyring keyring) {
        this.tenant = tenant;
        this.endpoint = endpoint;
        this.keyring = keyring;
    }

    /** What to do with an envelope. */
    public sealed interface Answer<T> {
        /** Obey this. */
        record Obey<T>(T content) implements Answer<T> {}

        /**
         * Refuse it.
         *
         * @param why what was expected, for people
         */
        record Refuse<T>(Refusal refusal, String why) implements Answer<T> {}
    }

    /** Checks a command at a time in ms since 1970; one that is to be obeyed is remembered until it expires. */
    public Answer<Order> check(Command command, long now) {
        accepted.values().removeIf(stop -> stop <= now);
        Answer<Order> answer = command(command, now);
        if (answer instanceof Answer.Obey<Order> obey
                && accepted.putIfAbsent(obey.content().id(), obey.content().stopMillis()) != null) {
            return refuse(Refusal.REPLAYED, "the id was accepted before");
        }
        return answer;
    }

    /** Checks a command at a time in ms since 1970, and remembers nothing. */
    public Answer<Order> command(Command command, long now) {
        return signed(command, Purpose.COMMAND, payload -> {
            OrderReader.Outcome read = OrderReader.command(payload);
            if (read instanceof OrderReader.Outcome.Malformed malformed) {
                return refuse(Refusal.PAYLOAD, malformed.why());
            }
            if (read instanceof OrderReader.Outcome.Unknown unknown) {
                return refuse(Refusal.UNKNOWN_ORDER, unknown.what() + " is not known");
            }
            Order order = ((OrderReader.Outcome.Read) read).order();
            Refusal where = misplaced(command, payload.path("args").path("x-cordon"), true);
            if (where != null) {
                return refuse(where, "");
            }
            if (meansAnother(order)) {
                return refuse(Refusal.FOREIGN, "the device that it names is another");
            }
            if (!command.getCommandId().equals(order.id())
                    || command.getStartTime() != order.startMillis()
                    || command.getStopTime() != order.stopMillis()) {
                return refuse(Refusal.ROUTING, "id or times differ from the payload's");
            }
            return inTime(order.startMillis(), order.stopMillis(), now, order);
        });
    }

    /** Checks a desired state at a time in ms since 1970; whether it is newer than the last one, its reader knows. */
    public Answer<DesiredState> desiredState(Command envelope, long now) {
        return signed(envelope, Purpose.DESIRED_STATE, payload -> {
            try {
                Fields fields = new Fields(payload, "");
                long version = fields.number("version");
                long stop = fields.number("stop_time");
                List<Order> entries = new ArrayList<>();
                for (Fields entry : fields.objects("entries")) {
                    entries.add(leased(entry.node()));
                }
                Refusal where = misplaced(envelope, payload, true);
                if (where != null || envelope.getStopTime() != stop) {
                    return refuse(where == null ? Refusal.ROUTING : where, "");
                }
                if (entries.stream().anyMatch(this::meansAnother)) {
                    return refuse(Refusal.FOREIGN, "one of `entries` names another endpoint");
                }
                return inTime(Long.MIN_VALUE, stop, now, new DesiredState(version, stop, entries));
            } catch (Fields.MissingException e) {
                return refuse(Refusal.PAYLOAD, e.why());
            }
        });
    }

    /** Checks a turn of the kill switch at a time in ms since 1970; whether it is newer than the last one, its reader knows. */
    public Answer<KillSwitch> killSwitch(Command envelope, long now) {
        return signed(envelope, Purpose.KILL_SWITCH, payload -> {
            try {
                Fields fields = new Fields(payload, "");
                KillSwitch turn =
                        new KillSwitch(fields.number("epoch"), fields.truth("on"), fields.number("stop_time"));
                Refusal where = misplaced(envelope, payload, false);
                if (where != null || envelope.getStopTime() != turn.stopMillis()) {
                    return refuse(where == null ? Refusal.ROUTING : where, "");
                }
                return turn.on()
                        ? inTime(Long.MIN_VALUE, turn.stopMillis(), now, turn)
                        : new Answer.Obey<>(turn); // what lets go never expires
            } catch (Fields.MissingException e) {
                return refuse(Refusal.PAYLOAD, e.why());
            }
        });
    }

    /** Checks a tenant's document of another purpose at a time in ms since 1970; what it says, its reader knows. */
    public Answer<JsonNode> document(Command envelope, Purpose purpose, long now) {
        return signed(envelope, purpose, payload -> {
            try {
                long stop = new Fields(payload, "").number("stop_time");
                Refusal where = misplaced(envelope, payload, false);
                if (where != null || envelope.getStopTime() != stop) {
                    return refuse(where == null ? Refusal.ROUTING : where, "");
                }
                return inTime(Long.MIN_VALUE, stop, now, payload);
            } catch (Fields.MissingException e) {
                return refuse(Refusal.PAYLOAD, e.why());
            }
        });
    }

    /** Only what ends by itself may be desired: a process that was killed once is not killed again. */
    private static Order leased(JsonNode entry) throws Fields.MissingException {
        if (OrderReader.entry(entry) instanceof OrderReader.Outcome.Read read
                && read.order().verb().isLeased()) {
            return read.order();
        }
        throw new Fields.MissingException("each of `entries` is a leased order: lease, action, target and args");
    }

    private interface Content<T> {
        Answer<T> read(JsonNode payload);
    }

    private <T> Answer<T> signed(Command envelope, Purpose purpose, Content<T> content) {
        if (!envelope.getPurpose().equals(purpose.text())
                || !envelope.getPayloadType().equals(purpose.payloadType())
                || !envelope.getAlgorithm().equals(CommandSignature.ALGORITHM)) {
            return refuse(Refusal.PURPOSE, "expected " + purpose.text() + " as " + purpose.payloadType());
        }
        String keyId = envelope.getKeyId();
        PublicKey key = keyring.key(keyId);
        if (keyring.isRetired(keyId)) {
            return refuse(Refusal.RETIRED, "key " + keyId);
        }
        if (key == null) {
            return refuse(Refusal.KEY, "key " + keyId);
        }
        if (!keyring.allows(keyId, purpose)) {
            return refuse(Refusal.ROLE, "key " + keyId);
        }
        byte[] bytes = bytes(envelope.getPayload());
        if (!verifies(key, CommandSignature.input(purpose.text(), purpose.payloadType(), keyId, bytes), envelope)) {
            return refuse(Refusal.SIGNATURE, "");
        }
        JsonNode payload = parse(bytes);
        return payload == null ? refuse(Refusal.PAYLOAD, "the payload is a JSON object") : content.read(payload);
    }

    private static boolean verifies(PublicKey key, byte[] input, Command envelope) {
        try {
            Signature signature = Signature.getInstance(CommandSignature.ALGORITHM);
            signature.initVerify(key);
            signature.update(input);
            return signature.verify(bytes(envelope.getSignature()));
        } catch (GeneralSecurityException e) {
            return false; // a signature that is none
        }
    }

    /** Whether the envelope says another receiver than the payload, or the payload's is somebody else; null where it is ours. */
    private @Nullable Refusal misplaced(Command envelope, JsonNode says, boolean oneEndpoint) {
        String forTenant = says.path("tenant").textValue();
        String forEndpoint = oneEndpoint ? says.path("endpoint").textValue() : envelope.getEndpoint();
        if (!envelope.getTenant().equals(forTenant) || !envelope.getEndpoint().equals(forEndpoint)) {
            return Refusal.ROUTING;
        }
        return forTenant.equals(tenant) && (!oneEndpoint || forEndpoint.equals(endpoint)) ? null : Refusal.FOREIGN;
    }

    /** Whether an order to this endpoint names another one in its explanations or as its device. */
    private boolean meansAnother(Order order) {
        JsonNode cordon = order.payload().path("args").path("x-cordon");
        JsonNode device = order.payload().path("target").path("device");
        return !cordon.path("tenant").asText(tenant).equals(tenant)
                || !cordon.path("endpoint").asText(endpoint).equals(endpoint)
                || !device.path("device_id").asText(endpoint).equals(endpoint)
                || !device.path("hostname").asText(endpoint).equalsIgnoreCase(endpoint)
                || !device.path("idn_hostname").asText(endpoint).equalsIgnoreCase(endpoint);
    }

    private static <T> Answer<T> inTime(long start, long stop, long now, T content) {
        if (now < start) {
            return refuse(Refusal.EARLY, "holds from " + start);
        }
        return now >= stop ? refuse(Refusal.EXPIRED, "held until " + stop) : new Answer.Obey<>(content);
    }

    private static <T> Answer<T> refuse(Refusal refusal, String why) {
        return new Answer.Refuse<>(refusal, why);
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
