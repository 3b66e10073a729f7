package io.cordon.agent.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.schemas.EnvelopeSigner;
import io.cordon.schemas.Purpose;
import io.cordon.wire.Command;
import java.util.function.Consumer;

/** An order to one endpoint that is being written: everything in it can still be changed. */
public final class Draft {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode payload = JSON.createObjectNode();

    private Draft(String tenant, String endpoint, String id, String action, long startMillis, long stopMillis) {
        payload.put("action", action);
        payload.putObject("target");
        ObjectNode args = payload.putObject("args");
        args.put("start_time", startMillis).put("stop_time", stopMillis).put("response_requested", "complete");
        args.putObject("x-cordon").put("tenant", tenant).put("endpoint", endpoint);
        payload.put("command_id", id);
    }

    /** An order that holds between two times in ms since 1970. */
    public static Draft of(
            String tenant, String endpoint, String id, String action, long startMillis, long stopMillis) {
        return new Draft(tenant, endpoint, id, action, startMillis, stopMillis);
    }

    /** Names the process that is meant, without its tree. */
    public Draft process(long pid, String entity, long startMicros) {
        target().putObject("process").put("pid", pid);
        return cordon("entity", entity)
                .cordon(args -> args.put("start", startMicros).put("tree", false));
    }

    /** Names the target as OpenC2 does, such as {@code device} with {@code hostname}. */
    public Draft target(String kind, String field, String value) {
        target().putObject(kind).put(field, value);
        return this;
    }

    /** Names a target that is a text, such as {@code ipv4_net}. */
    public Draft target(String kind, String value) {
        target().put(kind, value);
        return this;
    }

    /** Names the target by whatever stands beside its kind. */
    public Draft target(String kind, JsonNode name) {
        target().set(kind, name);
        return this;
    }

    /** Names every file with a content. */
    public Draft hash(String sha256) {
        target().putObject("file").putObject("hashes").put("sha256", sha256);
        return this;
    }

    public Draft cordon(String field, String value) {
        return cordon(args -> args.put(field, value));
    }

    public Draft cordon(Consumer<ObjectNode> change) {
        change.accept((ObjectNode) payload.path("args").path("x-cordon"));
        return this;
    }

    public Draft args(Consumer<ObjectNode> change) {
        change.accept((ObjectNode) payload.path("args"));
        return this;
    }

    public ObjectNode payload() {
        return payload;
    }

    /** Signed, with routing fields that repeat what the payload says. */
    public Command signed(EnvelopeSigner signer) {
        return signedAs(signer, payload.toString());
    }

    /** Signed with another text as payload, and the routing fields of this one. */
    public Command signedAs(EnvelopeSigner signer, String text) {
        return signer.envelope(
                Purpose.COMMAND,
                payload.at("/args/x-cordon/tenant").asText(),
                payload.at("/args/x-cordon/endpoint").asText(),
                payload.path("command_id").asText(),
                text,
                payload.at("/args/start_time").longValue(),
                payload.at("/args/stop_time").longValue());
    }

    private ObjectNode target() {
        return (ObjectNode) payload.path("target");
    }
}
