package io.cordon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cordon.cli.story.Ordered;
import io.cordon.wire.Command;
import io.cordon.wire.CommandResponse;
import io.cordon.wire.HeldOrder;
import io.cordon.wire.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Orders upon findings, put together from the commands, the agents' answers and what waits for a person. */
final class Orders {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PROCESSING = 102;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final Map<String, Sent> sent = new LinkedHashMap<>();
    private final Map<String, CommandResponse> answers = new HashMap<>();
    private final Map<String, String> ended = new HashMap<>();
    private final Set<String> cancelled = new HashSet<>();
    private final Map<String, HeldOrder> held = new LinkedHashMap<>();
    private final Map<String, String> rejected = new HashMap<>();
    private final long now;
    private boolean only;

    /** @param now in ms since 1970: what has waited in vain waits no more */
    Orders(long now) {
        this.now = now;
    }

    private record Sent(String payload, long time, int times) {
        Sent again() {
            return new Sent(payload, time, times + 1);
        }
    }

    /** A command as it lies in its topic. */
    void take(Command command, long append) {
        take(StandardCharsets.UTF_8.decode(command.getPayload().duplicate()).toString(), append);
    }

    /** An order that would have gone out, from when it would have held. */
    void would(String payload) {
        only = true;
        take(payload, read(payload).at("/args/start_time").asLong());
    }

    private void take(String payload, long millis) {
        JsonNode order = read(payload);
        if (order.path("action").asText().equals("cancel")) {
            cancelled.add(order.at("/target/command").asText());
        }
        sent.merge(order.path("command_id").asText(), new Sent(payload, millis, 1), (first, more) -> first.again());
    }

    /**
     * An agent's answer: the first that says something counts, and after it that what it began has ended. That it cannot now is no last word:
     * the same order may come again.
     */
    void take(CommandResponse response) {
        if (response.getResults().containsKey("ended")) {
            ended.put(response.getCommandId(), response.getStatusText());
        } else if (response.getStatus() != PROCESSING) {
            answers.merge(
                    response.getCommandId(),
                    response,
                    (first, later) -> first.getStatus() == UNAVAILABLE ? later : first);
        }
    }

    /** An order that waits for a person, or waited. */
    void take(HeldOrder order) {
        held.put(order.getCommandId(), order);
    }

    /** A person's word on an order that waits, whoever signed it. */
    void said(Command envelope) {
        JsonNode said = read(
                StandardCharsets.UTF_8.decode(envelope.getPayload().duplicate()).toString());
        if (said.path("verdict").asText().equals("reject")) {
            rejected.put(said.path("command_id").asText(), said.path("by").asText());
        }
    }

    /** What was ordered upon findings, in the order in which it came. */
    List<Ordered> upon(Set<String> findings) {
        Map<String, Ordered> all = new LinkedHashMap<>();
        held.values().forEach(one -> all.put(one.getCommandId(), waiting(one)));
        sent.forEach((id, one) -> all.put(id, ordered(one, answers.get(id))));
        return all.values().stream()
                .filter(one -> findings.contains(one.finding()))
                .sorted(Comparator.comparing(Ordered::time).thenComparing(Ordered::id))
                .toList();
    }

    private Ordered waiting(HeldOrder order) {
        String by = rejected.get(order.getCommandId());
        String wait = by != null
                ? "rejected by " + by
                : order.getExpires() <= now ? "nobody approved it" : "waits for a person";
        return ordered(
                order.getPayload(), order.getTime(), 0, 0, wait + ": " + order.getGate() + ", " + order.getWhy());
    }

    private Ordered ordered(Sent one, @Nullable CommandResponse answer) {
        return ordered(
                one.payload(), one.time(), one.times(), answer == null ? 0 : answer.getStatus(), said(one, answer));
    }

    private String said(Sent one, @Nullable CommandResponse answer) {
        String id = read(one.payload()).path("command_id").asText();
        StringBuilder said = new StringBuilder();
        if (answer == null) {
            said.append(only ? "would be ordered" : "no answer");
        } else {
            said.append(
                    switch (answer.getStatus()) {
                        // What is done after the fact is never called blocked.
                        case OK -> answer.getOutcome() == Outcome.remediated ? "remediated" : "done";
                        case NOT_FOUND -> "gone";
                        default -> "failed with " + answer.getStatus();
                    });
            said.append(answer.getStatusText().isEmpty() ? "" : ": " + answer.getStatusText());
        }
        said.append(one.times() > 1 ? ", sent " + one.times() + " times" : "");
        said.append(cancelled.contains(id) ? "; cancelled" : "");
        said.append(ended.containsKey(id) ? "; ended: " + ended.get(id) : "");
        return said.toString();
    }

    private static Ordered ordered(String payload, long time, int sent, int status, String outcome) {
        JsonNode order = read(payload);
        JsonNode cordon = order.at("/args/x-cordon");
        return new Ordered(
                order.path("command_id").asText(),
                cordon.at("/why/finding").asText(),
                cordon.at("/why/title").asText(),
                action(order, cordon),
                cordon.path("endpoint").asText(),
                cordon.path("entity").asText(),
                time,
                sent,
                status,
                outcome,
                cordon.at("/why/escalates").asText());
    }

    static String action(JsonNode order, JsonNode cordon) {
        JsonNode target = order.path("target");
        String kind = target.fieldNames().hasNext() ? target.fieldNames().next() : "";
        String verb = order.path("action").asText();
        return switch (verb + ' ' + kind) {
            case "stop process" -> "kill " + process(target, cordon);
            case "contain process" -> "suspend " + process(target, cordon);
            case "allow process" -> "resume " + process(target, cordon);
            case "contain device" ->
                cordon.has("ports")
                        ? "close ports"
                        : "isolate, " + cordon.path("isolation").asText();
            case "allow device" -> "release";
            case "contain file" -> "quarantine " + named(target.path(kind));
            case "cancel command" -> "cancel " + target.path(kind).asText();
            default -> verb + ' ' + kind.replace("x-cordon:", "").replace('_', ' ') + ' ' + named(target.path(kind));
        };
    }

    private static String process(JsonNode target, JsonNode cordon) {
        JsonNode process = target.path("process");
        return (cordon.path("tree").asBoolean() ? "tree of " : "")
                + process.path("name").asText("process")
                + ' '
                + process.path("pid").asText();
    }

    private static String named(JsonNode target) {
        for (String name : List.of("path", "name", "value")) {
            if (target.has(name)) {
                return target.path(name).asText();
            }
        }
        return target.isTextual()
                ? target.asText()
                : target.at("/hashes/sha256").asText();
    }

    private static JsonNode read(String payload) {
        try {
            return Objects.requireNonNull(JSON.readTree(payload));
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance(); // nobody obeys it either
        }
    }
}
