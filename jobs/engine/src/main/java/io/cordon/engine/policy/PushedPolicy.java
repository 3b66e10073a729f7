package io.cordon.engine.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordon.engine.rule.RuleError;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A policy with the records of endpoints, as they are pushed together.
 *
 * @param number rises with each push; an older one changes nothing
 */
public record PushedPolicy(long number, Policy policy, Endpoints endpoints, List<RuleError> errors) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public PushedPolicy {
        errors = List.copyOf(errors);
    }

    /** Reads {@code {number, policy, endpoints}}, the latter two in YAML. */
    public static PushedPolicy of(String payload) {
        try {
            JsonNode pushed = JSON.readTree(payload);
            PolicyReader.Read policy =
                    PolicyReader.read("policy", pushed.path("policy").asText());
            String records = pushed.path("endpoints").asText();
            EndpointsReader.Read endpoints = records.isBlank()
                    ? new EndpointsReader.Read(Endpoints.NONE, List.of())
                    : EndpointsReader.read("endpoints", records);
            return new PushedPolicy(
                    pushed.path("number").asLong(),
                    policy.policy(),
                    endpoints.endpoints(),
                    Stream.concat(policy.errors().stream(), endpoints.errors().stream())
                            .toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // what was verified is JSON
        }
    }

    /** Whether it takes the place of one that was pushed before. */
    public static boolean isNewer(String payload, @Nullable String before) {
        return before == null || of(payload).number() > of(before).number();
    }
}
