package io.cordon.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cordon.schemas.CommandVerifier.Answer;
import io.cordon.wire.Command;
import java.security.KeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Desired states and turns of the kill switch are refused for the same reasons as commands. */
class DocumentVerifierTest {
    private static final long STOP = 2_000;
    private static final String STATE = """
            {"tenant":"acme","endpoint":"ws1","version":3,"stop_time":2000,"entries":[{"lease":"l1","action":"contain",\
            "target":{"device":{"hostname":"ws1"}},"args":{"start_time":1,"stop_time":1500,"x-cordon":{"isolation":"full"}}}]}""";

    private static final String ON = "{\"tenant\":\"acme\",\"epoch\":4,\"on\":true,\"stop_time\":2000}";

    private final KeyPair contain = KeyPairFile.generate();
    private final KeyPair operator = KeyPairFile.generate();
    private final CommandVerifier verifier = new CommandVerifier(
            "acme",
            "ws1",
            Keyring.empty()
                    .trusting(Purpose.DESIRED_STATE, contain.getPublic())
                    .trusting(Purpose.KILL_SWITCH, operator.getPublic()));

    @Test
    void aDesiredStateHoldsLeasedOrders() {
        assertThat(verifier.desiredState(state(STATE), 1))
                .isInstanceOfSatisfying(
                        Answer.Obey.class,
                        obey -> assertThat(obey.content()).isInstanceOfSatisfying(DesiredState.class, state -> {
                            assertThat(state.version()).isEqualTo(3);
                            assertThat(state.entries())
                                    .extracting(Order::lease, Order::verb)
                                    .containsExactly(tuple("l1", Verb.ISOLATE));
                        }));
    }

    @Test
    void aDesiredStateIsObeyedUntilItsEnd() {
        assertRefused(verifier.desiredState(state(STATE), STOP), Refusal.EXPIRED);
    }

    @Test
    void aDesiredStateIsForOneEndpoint() {
        Command other = new EnvelopeSigner(contain)
                .envelope(Purpose.DESIRED_STATE, "acme", "ws2", "", STATE.replace("ws1\",\"v", "ws2\",\"v"), 0, STOP);

        assertRefused(verifier.desiredState(other, 1), Refusal.FOREIGN);
        assertRefused(
                verifier.desiredState(
                        Command.newBuilder(state(STATE)).setEndpoint("ws2").build(), 1),
                Refusal.ROUTING);
        assertRefused(
                verifier.desiredState(
                        Command.newBuilder(state(STATE)).setStopTime(STOP + 1).build(), 1),
                Refusal.ROUTING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tenant\":\"acme\",\"endpoint\":\"ws1\",\"version\":\"3\",\"stop_time\":2000,\"entries\":[]}",
                "{\"tenant\":\"acme\",\"endpoint\":\"ws1\",\"version\":3,\"stop_time\":2000,\"entries\":[{}]}",
                "{\"tenant\":\"acme\",\"endpoint\":\"ws1\",\"version\":3,\"stop_time\":2000,\"entries\":[{\"lease\":\"l1\","
                        + "\"action\":\"stop\",\"target\":{\"process\":{\"pid\":7}},\"args\":{\"start_time\":1,"
                        + "\"stop_time\":1500,\"x-cordon\":{\"entity\":\"e\",\"start\":1}}}]}"
            })
    void whatEndsNothingByItselfIsNotDesired(String payload) {
        assertRefused(verifier.desiredState(state(payload), 1), Refusal.PAYLOAD);
    }

    @Test
    void theKillSwitchIsATenants() {
        assertThat(verifier.killSwitch(turn(ON), 1)).isEqualTo(new Answer.Obey<>(new KillSwitch(4, true, STOP)));
        assertRefused(verifier.killSwitch(turn(ON.replace("acme", "other")), 1), Refusal.ROUTING);
    }

    @Test
    void anOldTurnOnIsRefusedWhileATurnOffNeverExpires() {
        String off = ON.replace("true", "false");

        assertRefused(verifier.killSwitch(turn(ON), STOP), Refusal.EXPIRED);
        assertThat(verifier.killSwitch(turn(off), STOP)).isInstanceOf(Answer.Obey.class);
    }

    @Test
    void noKeySignsForAnothersPurpose() {
        Command byContain = new EnvelopeSigner(contain)
                .envelope(Purpose.KILL_SWITCH, "acme", "", "", ON.replace("true", "false"), 0, STOP);

        assertRefused(verifier.killSwitch(byContain, 1), Refusal.ROLE);
        assertRefused(verifier.killSwitch(state(STATE), 1), Refusal.PURPOSE);
        assertRefused(verifier.command(turn(ON), 1), Refusal.PURPOSE);
    }

    private Command state(String payload) {
        return new EnvelopeSigner(contain).envelope(Purpose.DESIRED_STATE, "acme", "ws1", "", payload, 0, STOP);
    }

    private Command turn(String payload) {
        return new EnvelopeSigner(operator).envelope(Purpose.KILL_SWITCH, "acme", "", "", payload, 0, STOP);
    }

    private static void assertRefused(Answer<?> answer, Refusal refusal) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Refuse.class,
                        refuse -> assertThat(refuse.refusal()).isEqualTo(refusal));
    }
}
