package io.cordon.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.schemas.CommandVerifier.Answer;
import io.cordon.wire.Command;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replayed, foreign, expired or altered command is refused, and so is whatever is obeyed nowhere but in the payload. */
class CommandVerifierTest {
    private static final long START = 1_772_366_400_000L;
    private static final long STOP = START + 300_000;
    private static final String ORDER = """
            {"action":"stop","target":{"process":{"pid":7}},"args":{"start_time":1772366400000,\
            "stop_time":1772366700000,"x-cordon":{"tenant":"acme","endpoint":"ws1","entity":"e","start":1,\
            "tree":true}},"command_id":"c1"}""";

    private final KeyPair pair = KeyPairFile.readPrivate(Rfc8032.PRIVATE_PEM);
    private final CommandVerifier verifier = new CommandVerifier("acme", "ws1", List.of(pair.getPublic()));

    @Test
    void aCommandOfATrustedKeyIsObeyed() {
        assertThat(verifier.check(signed(ORDER).build(), START))
                .isInstanceOfSatisfying(
                        Answer.Obey.class,
                        obey -> assertThat(obey.content()).isInstanceOfSatisfying(Order.class, order -> {
                            assertThat(order.verb()).isEqualTo(Verb.KILL);
                            assertThat(order.target()).isEqualTo(new OrderTarget.OneProcess(7, "e", 1, true));
                        }));
    }

    @Test
    void aCommandIsObeyedOnce() {
        verifier.check(signed(ORDER).build(), START);

        assertRefused(Refusal.REPLAYED, signed(ORDER), STOP - 1);
    }

    @Test
    void aCommandIsObeyedFromItsStartUntilItsEnd() {
        assertRefused(Refusal.EARLY, signed(ORDER), START - 1);
        assertRefused(Refusal.EXPIRED, signed(ORDER), STOP);
        assertThat(verifier.check(signed(ORDER).build(), STOP - 1)).isInstanceOf(Answer.Obey.class);
    }

    @Test
    void anIdIsForgottenOnlyWhenItsCommandHasExpired() {
        verifier.check(signed(ORDER).build(), START);

        assertRefused(Refusal.EXPIRED, signed(ORDER), STOP);
    }

    @Test
    void aChangedPayloadIsRefused() {
        byte[] other = ORDER.replace("\"pid\":7", "\"pid\":8").getBytes(StandardCharsets.UTF_8);

        assertRefused(Refusal.SIGNATURE, signed(ORDER).setPayload(ByteBuffer.wrap(other)), START);
    }

    @Test
    void aChangedOrCutSignatureIsRefused() {
        byte[] signature = signed(ORDER).build().getSignature().array().clone();
        signature[5] ^= 1;

        assertRefused(Refusal.SIGNATURE, signed(ORDER).setSignature(ByteBuffer.wrap(signature)), START);
        assertRefused(Refusal.SIGNATURE, signed(ORDER).setSignature(ByteBuffer.wrap(new byte[3])), START);
    }

    @Test
    void aSignatureMadeForSomethingElseIsNoCommands() {
        assertRefused(Refusal.PURPOSE, signedFor("cordon/policy", ORDER), START);
        assertRefused(Refusal.SIGNATURE, signedFor("cordon/policy", ORDER).setPurpose("cordon/command"), START);
        assertRefused(Refusal.PURPOSE, signed(ORDER).setPayloadType("text/plain"), START);
        assertRefused(Refusal.PURPOSE, signed(ORDER).setAlgorithm("none"), START);
    }

    @Test
    void aKeyThatIsNotTrustedIsRefused() {
        CommandVerifier other = new CommandVerifier(
                "acme", "ws1", List.of(KeyPairFile.generate().getPublic()));

        assertRefused(other.check(signed(ORDER).build(), START), Refusal.KEY);
    }

    @Test
    void routingFieldsThatDifferFromThePayloadAreRefused() {
        assertRefused(Refusal.ROUTING, signed(ORDER).setTenant("other"), START);
        assertRefused(Refusal.ROUTING, signed(ORDER).setEndpoint("ws2"), START);
        assertRefused(Refusal.ROUTING, signed(ORDER).setCommandId("c2"), START);
        assertRefused(Refusal.ROUTING, signed(ORDER).setStartTime(START - 1), START);
        assertRefused(Refusal.ROUTING, signed(ORDER).setStopTime(STOP + 1), START);
    }

    @Test
    void anotherEndpointsCommandIsRefused() {
        String ws2 = ORDER.replace("ws1", "ws2");
        String tenant = ORDER.replace("acme", "other");

        assertRefused(Refusal.FOREIGN, signed(ws2).setEndpoint("ws2"), START);
        assertRefused(Refusal.FOREIGN, signed(tenant).setTenant("other"), START);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"device_id\":\"ws2\"",
                "\"hostname\":\"ws2\"",
                "\"idn_hostname\":\"ws2\"",
                "\"device_id\":\"ws1\",\"hostname\":\"ws2\"",
                "\"device_id\":\"WS1\""
            })
    void aDeviceThatIsAnotherIsAnotherEndpoints(String device) {
        assertRefused(Refusal.FOREIGN, signed(isolation(device)), START);
        assertThat(verifier.check(
                        signed(isolation("\"device_id\":\"ws1\",\"hostname\":\"WS1\""))
                                .build(),
                        START))
                .isInstanceOf(Answer.Obey.class);
    }

    private static String isolation(String device) {
        return ORDER.replace("\"stop\"", "\"contain\"")
                .replace("{\"process\":{\"pid\":7}}", "{\"device\":{" + device + "}}")
                .replace("\"tree\":true", "\"isolation\":\"full\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"hostname\":\"ws2\"}},\"args\":{X\"x-cordon\":{\"isolation\":\"full\"}}",
                "{\"hostname\":\"ws1\"}},\"args\":{X\"x-cordon\":{\"endpoint\":\"ws2\",\"isolation\":\"full\"}}",
                "{\"hostname\":\"ws1\"}},\"args\":{X\"x-cordon\":{\"tenant\":\"other\",\"isolation\":\"full\"}}"
            })
    void aDesiredStateWithAnothersOrderInItIsRefused(String order) {
        String entry = "{\"lease\":\"l1\",\"action\":\"contain\",\"target\":{\"device\":"
                + order.replace("X", "\"start_time\":" + START + ",\"stop_time\":" + STOP + ",") + "}";
        String payload = "{\"tenant\":\"acme\",\"endpoint\":\"ws1\",\"version\":1,\"stop_time\":" + STOP
                + ",\"entries\":[" + entry + "]}";
        Command state = new EnvelopeSigner(pair).envelope(Purpose.DESIRED_STATE, "acme", "ws1", "s1", payload, 0, STOP);
        CommandVerifier other = verifier(Keyring.empty().trusting(Purpose.DESIRED_STATE, pair.getPublic()));

        assertThat(other.desiredState(state, START))
                .isInstanceOfSatisfying(
                        Answer.Refuse.class,
                        refuse -> assertThat(refuse.refusal()).isEqualTo(Refusal.FOREIGN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"action\":\"stop\"", "{\"action\":\"stop\",\"action\":\"allow\"}"})
    void whatIsNoOrderIsRefusedEvenWhenSigned(String payload) {
        assertRefused(Refusal.PAYLOAD, signed(payload), START);
    }

    @Test
    void anOrderThisVersionDoesNotKnowIsRefused() {
        assertRefused(Refusal.UNKNOWN_ORDER, signed(ORDER.replace("\"stop\"", "\"deny\"")), START);
        assertRefused(Refusal.UNKNOWN_ORDER, signed(ORDER.replace("\"process\"", "\"device\"")), START);
        assertRefused(Refusal.PAYLOAD, signed(ORDER.replace("\"pid\":7", "\"pid\":\"7\"")), START);
        assertRefused(
                Refusal.PAYLOAD, signed(ORDER.replace("\"stop_time\":1772366700000", "\"duration\":300000")), START);
        assertRefused(Refusal.PAYLOAD, signed(ORDER.replace("\"args\":{", "\"args\":{\"duration\":1,")), START);
        assertRefused(Refusal.PAYLOAD, signed(ORDER.replace("c1", "c".repeat(37))), START);
        assertRefused(Refusal.PAYLOAD, signed(ORDER + " {}"), START);
    }

    @Test
    void aRetiredKeyIsRefusedWhateverItSigned() {
        Keyring keyring =
                Keyring.empty().trusting(Purpose.COMMAND, pair.getPublic()).retiring(pair.getPublic());

        assertRefused(verifier(keyring).check(signed(ORDER).build(), START), Refusal.RETIRED);
    }

    @Test
    void aKeyOrdersOnlyWhatItIsTrustedFor() {
        Keyring keyring = Keyring.empty().trusting(Purpose.KILL_SWITCH, pair.getPublic());

        assertRefused(verifier(keyring).check(signed(ORDER).build(), START), Refusal.ROLE);
    }

    @Test
    void everyBitOfASignedCommandCounts() {
        Command command = signed(ORDER).build();
        for (int bit = 0; bit < command.getPayload().remaining() * Byte.SIZE; bit++) {
            assertRefused(Refusal.SIGNATURE, signed(ORDER).setPayload(flipped(command.getPayload(), bit)), START);
        }
        for (int bit = 0; bit < command.getSignature().remaining() * Byte.SIZE; bit++) {
            assertRefused(Refusal.SIGNATURE, signed(ORDER).setSignature(flipped(command.getSignature(), bit)), START);
        }
    }

    private static ByteBuffer flipped(ByteBuffer of, int bit) {
        byte[] bytes = new byte[of.remaining()];
        of.duplicate().get(bytes);
        bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return ByteBuffer.wrap(bytes);
    }

    private static CommandVerifier verifier(Keyring keyring) {
        return new CommandVerifier("acme", "ws1", keyring);
    }

    private void assertRefused(Refusal refusal, Command.Builder command, long now) {
        assertRefused(verifier.check(command.build(), now), refusal);
    }

    private static void assertRefused(Answer<Order> answer, Refusal refusal) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Refuse.class,
                        refuse -> assertThat(refuse.refusal()).isEqualTo(refusal));
    }

    private Command.Builder signed(String payload) {
        return Command.newBuilder(
                new EnvelopeSigner(pair).envelope(Purpose.COMMAND, "acme", "ws1", "c1", payload, START, STOP));
    }

    private Command.Builder signedFor(String purpose, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        String keyId = KeyPairFile.keyId(pair.getPublic());
        try {
            Signature signature = Signature.getInstance(CommandSignature.ALGORITHM);
            signature.initSign(pair.getPrivate());
            signature.update(CommandSignature.input(purpose, CommandSignature.PAYLOAD_TYPE, keyId, bytes));
            return signed(payload).setPurpose(purpose).setSignature(ByteBuffer.wrap(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
