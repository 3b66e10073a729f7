package io.cordon.detect;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.policy.PushedPolicy;
import io.cordon.schemas.CommandVerifier;
import io.cordon.schemas.CommandVerifier.Answer;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.Keyring;
import io.cordon.schemas.Purpose;
import io.cordon.schemas.SchemaCoder;
import io.cordon.wire.Command;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The policies in force, by tenant: here they only say which rules have to be heard although a correlation silences them. */
final class PolicyBook {
    private final SchemaCoder<Command> coder;
    private final Keyring keyring;
    private final Policy first;
    private final Map<String, Said> said = new HashMap<>();

    private record Said(PushedPolicy pushed, KeptRecord record) {}

    /** @param first what holds until somebody pushes one */
    PolicyBook(SchemaCoder<Command> coder, Keyring keyring, Policy first) {
        this.coder = coder;
        this.keyring = keyring;
        this.first = first;
    }

    /** Takes a record in; whether somebody who may say it did. An older policy changes nothing. */
    boolean take(KeptRecord record) {
        if (!(coder.decode(record.value()) instanceof Decoded.Value<Command> envelope)) {
            return false;
        }
        String tenant = envelope.value().getTenant();
        // In force until another is, so when it was signed, and until when its envelope holds, says nothing.
        Answer<JsonNode> answer =
                new CommandVerifier(tenant, "", keyring).document(envelope.value(), Purpose.POLICY, 0);
        PushedPolicy pushed = answer instanceof Answer.Obey<JsonNode> obey
                ? PushedPolicy.of(obey.content().toString())
                : null;
        if (pushed == null || !pushed.errors().isEmpty()) {
            return false;
        }
        said.merge(
                tenant,
                new Said(pushed, record),
                (known, other) -> other.pushed.number() > known.pushed.number() ? other : known);
        return true;
    }

    Policy of(String tenant) {
        Said known = said.get(tenant);
        return known == null ? first : known.pushed.policy();
    }

    /** A book that takes them in is like this one. */
    Stream<KeptRecord> records() {
        return said.values().stream().map(Said::record);
    }
}
