package io.cordon.agent.conformance;

import io.cordon.agent.conformance.Victims.Victim;
import io.cordon.wire.Command;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Not one bit of a signed command may be another. */
final class AlteredCases {
    private static final String GROUP = "altered";
    private static final int FIRST_BYTES = 5;

    private AlteredCases() {}

    static List<Case> all() {
        return List.of(
                each("with any bit flipped it orders nothing", AlteredCases::flipped),
                each("cut anywhere it orders nothing", AlteredCases::cut),
                each("with more bytes after it, it orders nothing", AlteredCases::extended),
                payload("re-encoded with blanks it orders nothing", 401, "signature", text -> text.replace(":", ": ")),
                payload("with its fields in another order it orders nothing", 401, "signature", AlteredCases::turned),
                signed(
                        "a field twice is refused though it is signed",
                        400,
                        "payload",
                        text -> text.replaceFirst("\\{", "{\"action\":\"stop\",")),
                signed(
                        "a field that nobody knows is refused though it is signed",
                        400,
                        "payload",
                        text -> text.replaceFirst("\\{", "{\"unless\":\"idle\",")),
                signed(
                        "an action beyond the contract is refused",
                        501,
                        "unknown_order",
                        text -> text.replace("\"stop\"", "\"detonate\"")),
                signed("text after the order is refused", 400, "payload", text -> text + " {}"),
                signed("what is no JSON is refused", 400, "payload", text -> text.substring(1)));
    }

    private static List<byte[]> flipped(byte[] value) {
        List<byte[]> all = new ArrayList<>();
        for (int bit = 0; bit < value.length * Byte.SIZE; bit++) {
            byte[] one = value.clone();
            one[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            all.add(one);
        }
        return all;
    }

    private static List<byte[]> cut(byte[] value) {
        List<byte[]> all = new ArrayList<>();
        for (int length = 0; length < value.length; length++) {
            all.add(Arrays.copyOf(value, length));
            if (length > FIRST_BYTES) {
                all.add(Arrays.copyOfRange(value, length, value.length));
            }
        }
        return all;
    }

    private static List<byte[]> extended(byte[] value) {
        List<byte[]> all = new ArrayList<>();
        for (int more = 1; more <= 8; more++) {
            all.add(Arrays.copyOf(value, value.length + more));
        }
        byte[] twice = Arrays.copyOf(value, value.length * 2);
        System.arraycopy(value, 0, twice, value.length, value.length);
        all.add(twice);
        return all;
    }

    /** None of the altered ones does anything, and then the one as it was signed does. */
    private static Case each(String name, Function<byte[], List<byte[]>> alter) {
        return new Case(GROUP, name, trial -> {
            Victim victim = trial.victims.start(false);
            Draft kill = trial.kill(victim);
            Sent command = trial.command(kill);
            trial.send(alter.apply(Objects.requireNonNull(command.value())).stream()
                    .map(command::bytes)
                    .toList());
            trial.nothingWasDone();
            trial.lives(victim);
            Sent whole = trial.command(kill);
            trial.send(whole);
            trial.settle();
            trial.isGone(victim);
        });
    }

    /** The payload is written anew, and the signature stays. */
    private static Case payload(String name, int status, String refusal, UnaryOperator<String> rewrite) {
        return changed(
                name,
                status,
                refusal,
                (trial, kill) -> Command.newBuilder(kill.signed(trial.keys.signer()))
                        .setPayload(ByteBuffer.wrap(
                                rewrite.apply(kill.payload().toString()).getBytes(StandardCharsets.UTF_8)))
                        .build());
    }

    /** The payload is written anew, and signed. */
    private static Case signed(String name, int status, String refusal, UnaryOperator<String> rewrite) {
        return changed(
                name,
                status,
                refusal,
                (trial, kill) -> kill.signedAs(
                        trial.keys.signer(), rewrite.apply(kill.payload().toString())));
    }

    private interface Change {
        Command of(Trial trial, Draft kill);
    }

    private static Case changed(String name, int status, String refusal, Change change) {
        return new Case(GROUP, name, trial -> {
            Victim victim = trial.victims.start(false);
            Draft kill = trial.kill(victim);
            trial.send(trial.command(change.of(trial, kill)));
            trial.answered(kill, status, refusal);
            trial.lives(victim);
            trial.stillObeys();
        });
    }

    /** The same JSON, its first field last. */
    private static String turned(String text) {
        int comma = text.indexOf(',');
        return "{" + text.substring(comma + 1, text.length() - 1) + "," + text.substring(1, comma) + "}";
    }
}
