package io.cordon.contain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.indicator.IndicatorText;
import io.cordon.engine.indicator.IndicatorWord;
import io.cordon.schemas.EnvelopeSigner;
import io.cordon.schemas.KeyPairFile;
import io.cordon.schemas.Purpose;
import io.cordon.wire.Command;
import java.io.IOException;
import java.security.KeyPair;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What people say, each signed with the key that may say it. */
final class Says {
    private static final long STOP = Findings.NOW_MILLIS + 86_400_000;

    private final Map<Purpose, KeyPair> keys = new EnumMap<>(Purpose.class);
    private final Findings findings;

    Says(Findings findings) {
        this.findings = findings;
        for (Purpose purpose : List.of(Purpose.POLICY, Purpose.APPROVAL, Purpose.KILL_SWITCH, Purpose.INDICATOR)) {
            keys.put(purpose, KeyPairFile.generate());
        }
    }

    /** The options by which contain trusts them. */
    List<String> trusted() {
        return keys.entrySet().stream()
                .flatMap(key -> {
                    String name = key.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-');
                    String pem = KeyPairFile.publicPem(key.getValue().getPublic());
                    return List.of("--trust", name + '=' + findings.write(name + ".pub", pem)).stream();
                })
                .toList();
    }

    KeyPair key(Purpose purpose) {
        return Objects.requireNonNull(keys.get(purpose));
    }

    Command policy(long number, String policy) {
        return signed(
                key(Purpose.POLICY),
                Purpose.POLICY,
                said().put("number", number).put("policy", policy));
    }

    Command approval(String commandId, String verdict) {
        return signed(key(Purpose.APPROVAL), Purpose.APPROVAL, verdict(commandId, verdict));
    }

    /** That an order is to be undone. */
    Command release(Command order) throws IOException {
        ObjectNode said = verdict(order.getCommandId(), "release").put("time", Findings.NOW_MILLIS);
        said.set("order", new ObjectMapper().readTree(order.getPayload().array()));
        return signed(key(Purpose.APPROVAL), Purpose.APPROVAL, said);
    }

    Command approvalBy(KeyPair key, String commandId) {
        return signed(key, Purpose.APPROVAL, verdict(commandId, "approve"));
    }

    Command killSwitch(long epoch, boolean on) {
        return signed(
                key(Purpose.KILL_SWITCH),
                Purpose.KILL_SWITCH,
                said().put("epoch", epoch).put("on", on));
    }

    /** What detect says of an indicator. */
    Command indicator(IndicatorWord word) {
        return new EnvelopeSigner(key(Purpose.INDICATOR))
                .envelope(
                        Purpose.INDICATOR,
                        "acme",
                        "",
                        word.key(),
                        IndicatorText.of(word),
                        Findings.NOW_MILLIS,
                        IndicatorText.stopMillis(word.indicator()));
    }

    private static ObjectNode verdict(String commandId, String verdict) {
        return said().put("command_id", commandId).put("verdict", verdict).put("by", "ann");
    }

    private static ObjectNode said() {
        return new ObjectMapper().createObjectNode().put("tenant", "acme").put("stop_time", STOP);
    }

    private static Command signed(KeyPair key, Purpose purpose, ObjectNode payload) {
        return new EnvelopeSigner(key)
                .envelope(purpose, "acme", "", "said", payload.toString(), Findings.NOW_MILLIS, STOP);
    }
}
