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
    private static final String RESPONSE = "response_requested";
    private static final Set<String> FIELDS = Set.of("action", "target", "args");
    private static final Set<String> ARGS = Set.of("start_time", "stop_time", RESPONSE, "x-cordon");
    private static final int LONGEST_ID = 36;

    private OrderReader() {}

    /** What came of reading. */
    public sealed interface Outcome {
        record Read(Order order) implements Outcome {}

        /** It is OpenC2, but a pair of action and target that this version does not know. */
        record Unknown(String what) implements Outcome {}

        record Malformed(String why) implements Outcome {}
    }

    /** Where an order stands. */
    private enum Form {
        COMMAND("command_id"),
        /** In a desired state. */
        ENTRY("lease"),
        /** Written down by an agent, maybe by a version that took what this one refuses. */
        KEPT("command_id");

        private final String id;

        Form(String id) {
            this.id = id;
        }
    }

    /** Reads a command's payload. */
    public static Outcome command(JsonNode payload) {
        return read(payload, Form.COMMAND);
    }

    /** Reads an order that was accepted before, as a command's payload: it stays one, whatever is refused by now. */
    public static Outcome kept(JsonNode payload) {
        return read(payload, Form.KEPT);
    }

    /** Reads an entry of a desired state: an order whose id is its lease. */
    static Outcome entry(JsonNode entry) {
        return read(entry, Form.ENTRY);
    }

    private static Outcome read(JsonNode payload, Form form) {
        try {
            return understood(payload, form);
        } catch (Fields.MissingException e) {
            return new Outcome.Malformed(e.why());
        }
    }

    private static Outcome understood(JsonNode payload, Form form) throws Fields.MissingException {
        Fields fields = new Fields(payload, "");
        if (form != Form.KEPT) {
            fields.allow(FIELDS, form.id);
        }
        String id = payload.path(form.id).textValue();
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
        ResponseType response = response(args, form);
        if (form != Form.KEPT) {
            Narrowing.refuse(verb.get(), kind, targets, cordon);
        }
        String lease = cordon.optionalText("lease").orElse(id);
        long sequence = cordon.has("sequence") ? cordon.number("sequence") : Order.UNORDERED;
        return new Outcome.Read(new Order(id, verb.get(), target, start, stop, lease, sequence, response, payload));
    }

    private static ResponseType response(Fields args, Form form) throws Fields.MissingException {
        String written = args.has(RESPONSE) ? args.node().path(RESPONSE).asText() : "complete";
        Optional<ResponseType> asked = ResponseType.of(written);
        if (asked.isEmpty() && form != Form.KEPT) {
            throw new Fields.MissingException("`args.response_requested` is none, ack, status or complete");
        }
        return asked.orElse(ResponseType.COMPLETE);
    }
}
