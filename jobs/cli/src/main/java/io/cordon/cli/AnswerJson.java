package io.cordon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.hunt.Answer;

/** An answer as query prints it: one line of JSON, in ASCII, as a terminal may have any encoding. */
final class AnswerJson {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private AnswerJson() {}

    static String of(Answer answer) {
        ObjectNode line = JSON.createObjectNode();
        Answer.Tally tally = answer.tally();
        if (tally != null && answer.events().isEmpty()) {
            line.put("count", tally.count());
        } else {
            ArrayNode events = line.putArray("events");
            answer.events().forEach(event -> events.add(event.position()));
        }
        ArrayNode keys = line.putArray("keys");
        answer.keys().forEach(keys::add);
        if (tally != null && !answer.events().isEmpty()) {
            line.put("count", tally.count());
        }
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a tree has nothing that could not be written
        }
    }
}
