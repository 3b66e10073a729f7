package io.cordon.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/**
 * Reads orders from OpenC2's JSON: fully, or not at all.
 *
 * <p>A field beside those that this version knows might narrow or delay what is meant, so an order that has one is not understood.
 * Only {@code x-cordon} may carry more: explanations.
 */
public final class OrderReader {
    private static final Set<String> FIELDS = Set.of("action", "target", "args", "command_id", "actuator");
    private static final Set<String> ARGS = Set.of("start_time", "stop_time", "response_requested", "x-cordon");
    private static final int LONGEST_ID = 36;

    private OrderReader() {}

    /** What came of reading. */
    public sealed interface Outcome {
        record Read(Order order) implements Outcome {}

        /** It is OpenC2, but a pair of action and target that this version does not know. */
        record Unknown(String what) implements Outcome {}

        record Malformed(String why) implements Outcome {}
    }

    /** Reads a command's payload. */
    public static Outcome command(JsonNode payload) {
        return read(payload, payload.path("command_id").textValue());
    }

    /** Reads an entry of a desired state: an order whose id is its lease. */
    static Outcome entry(JsonNode entry) {
        return read(entry, entry.path("lease").textValue());
    }

    private static Outcome read(JsonNode payload, String id) {
        try {
            return understood(payload, id);
        } catch (Fields.MissingException e) {
            return new Outcome.Malformed(e.why());
        }
    }

    private static Outcome understood(JsonNode payload, String id) throws Fields.MissingException {
        Fields fields = new Fields(payload, "");
        fields.allow(FIELDS, "lease");
        if (id == null || id.isEmpty() || id.length() > LONGEST_ID) {
            throw new Fields.MissingException("the id has 1 to 36 characters");
        }
        Fields args = fields.object("args");
        args.allow(ARGS);
        Fields cordon = args.object("x-cordon");
        long start = args.number("start_time");
        long stop = args.number("stop_time");
        String action = fields.text("action");
        Fields targets = fields.object("target");
        String kind = targets.only();
        Optional<Verb> verb = Verb.of(action, kind);
        if (verb.isEmpty()) {
            return new Outcome.Unknown(action + " of " + kind);
        }
        OrderTarget target = TargetReader.read(verb.get(), kind, targets, cordon);
        String lease = cordon.optionalText("lease").orElse(id);
        long sequence = cordon.has("sequence") ? cordon.number("sequence") : Order.UNORDERED;
        return new Outcome.Read(new Order(id, verb.get(), target, start, stop, lease, sequence, payload));
    }
}
