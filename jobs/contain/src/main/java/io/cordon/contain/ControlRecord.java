package io.cordon.contain;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordon.engine.indicator.IndicatorText;
import io.cordon.engine.indicator.IndicatorWord;
import io.cordon.engine.policy.PushedPolicy;
import io.cordon.engine.response.Release;
import io.cordon.schemas.CommandVerifier;
import io.cordon.schemas.CommandVerifier.Answer;
import io.cordon.schemas.Keyring;
import io.cordon.schemas.KillSwitch;
import io.cordon.schemas.Purpose;
import io.cordon.wire.Command;

/** What a signed control record says, once its key was found to be one that may say it. */
sealed interface ControlRecord {
    /**
     * What findings may do from now on.
     *
     * @param payload all of it, as it is kept
     */
    record Pushed(String payload) implements ControlRecord {}

    /** A person's word on an order that waits. */
    record Word(String commandId, boolean isYes, String by) implements ControlRecord {}

    /** A person's word that an order is to be undone. */
    record Undo(Release word) implements ControlRecord {}

    /** A turn of the kill switch. */
    record Turn(KillSwitch to) implements ControlRecord {}

    /** What is said of an indicator. */
    record Said(IndicatorWord word) implements ControlRecord {}

    /** What lies in the same topic and is for others. */
    record ForOthers() implements ControlRecord {}

    /** What nobody obeys. */
    record Refused(String why) implements ControlRecord {}

    /** Reads a record of a tenant's at a time in ms since 1970. */
    static ControlRecord read(Command envelope, String tenant, Keyring keyring, long now) {
        CommandVerifier verifier = new CommandVerifier(tenant, "", keyring);
        Purpose purpose = Purpose.of(envelope.getPurpose());
        if (purpose == null) {
            return new Refused("purpose " + envelope.getPurpose());
        }
        return switch (purpose) {
            case KILL_SWITCH -> turn(verifier.killSwitch(envelope, now));
            case POLICY -> pushed(verifier.document(envelope, purpose, now));
            case APPROVAL -> word(verifier.document(envelope, purpose, now));
            case INDICATOR -> said(verifier.document(envelope, purpose, now));
            case VERDICT -> new ForOthers();
            case COMMAND, DESIRED_STATE, RULE_SET -> new Refused("purpose " + envelope.getPurpose());
        };
    }

    private static ControlRecord turn(Answer<KillSwitch> answer) {
        return answer instanceof Answer.Obey<KillSwitch> obey ? new Turn(obey.content()) : refused(answer);
    }

    private static ControlRecord pushed(Answer<JsonNode> answer) {
        if (!(answer instanceof Answer.Obey<JsonNode> obey)) {
            return refused(answer);
        }
        PushedPolicy policy = PushedPolicy.of(obey.content().toString());
        return policy.errors().isEmpty()
                ? new Pushed(obey.content().toString())
                : new Refused(policy.errors().get(0).toString());
    }

    private static ControlRecord word(Answer<JsonNode> answer) {
        if (!(answer instanceof Answer.Obey<JsonNode> obey)) {
            return refused(answer);
        }
        JsonNode said = obey.content();
        String word = said.path("verdict").asText();
        if (word.equals("release")) {
            return undo(said);
        }
        return word.equals("approve") || word.equals("reject")
                ? new Word(
                        said.path("command_id").asText(),
                        word.equals("approve"),
                        said.path("by").asText())
                : new Refused("verdict " + word);
    }

    private static ControlRecord undo(JsonNode said) {
        JsonNode order = said.path("order");
        boolean isOrder =
                order.path("target").isObject() && order.at("/args/x-cordon").isObject();
        return isOrder
                ? new Undo(new Release(
                        said.path("command_id").asText(),
                        order,
                        said.path("by").asText(),
                        said.path("time").asLong(),
                        said.path("stop_time").asLong()))
                : new Refused("no order to release");
    }

    private static ControlRecord said(Answer<JsonNode> answer) {
        if (!(answer instanceof Answer.Obey<JsonNode> obey)) {
            return refused(answer);
        }
        IndicatorWord word = IndicatorText.read(obey.content().toString());
        return word == null ? new Refused("no word on an indicator") : new Said(word);
    }

    private static ControlRecord refused(Answer<?> answer) {
        return answer instanceof Answer.Refuse<?> refuse
                ? new Refused(refuse.refusal() + ": " + refuse.why())
                : new Refused("");
    }
}
