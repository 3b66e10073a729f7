package io.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.cli.story.Ordered;
import io.cordon.wire.CommandResponse;
import io.cordon.wire.HeldOrder;
import io.cordon.wire.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is told of orders, from what lies in the topics. */
class OrdersTest {
    private static final long NOON = 1_772_366_400_000L;

    private final Orders orders = new Orders(NOON);

    @Test
    void anOrderIsToldWithHowOftenItWentOutAndTheFirstAnswerThatSaysSomething() {
        orders.take(command(kill("c1", "")), NOON);
        orders.take(command(kill("c1", "")), NOON + 30_000);
        orders.take(answer("c1", 102, "being carried out"));
        orders.take(answer("c1", 500, "still there: [7]"));
        orders.take(answer("c1", 200, "ended"));

        Ordered told = orders.upon(Set.of("f1")).get(0);
        assertThat(told.action()).isEqualTo("kill tree of a.exe 7");
        assertThat(told.sent()).isEqualTo(2);
        assertThat(told.status()).isEqualTo(500);
        assertThat(told.time()).isEqualTo(NOON);
        assertThat(told.outcome()).isEqualTo("failed with 500: still there: [7], sent 2 times");
    }

    @Test
    void whatWasCalledOffAndWhatEndedIsTold() {
        orders.take(command(isolation("c2", "c1")), NOON);
        orders.take(command("{\"action\":\"cancel\",\"target\":{\"command\":\"c2\"},\"command_id\":\"c3\"}"), NOON);
        orders.take(answer("c2", 200, "isolated"));
        orders.take(CommandResponse.newBuilder(answer("c2", 200, "its time has passed"))
                .setResults(Map.of("ended", "true"))
                .build());

        Ordered told = orders.upon(Set.of("f1")).get(0);
        assertThat(told.action()).isEqualTo("isolate, full");
        assertThat(told.escalates()).isEqualTo("c1");
        assertThat(told.outcome()).isEqualTo("done: isolated; cancelled; ended: its time has passed");
    }

    @Test
    void whatWasDoneAfterTheFactIsCalledRemediated() {
        orders.take(command(kill("c1", "")), NOON);
        orders.take(CommandResponse.newBuilder(answer("c1", 200, "ended: [7]"))
                .setOutcome(Outcome.remediated)
                .build());

        assertThat(orders.upon(Set.of("f1"))).extracting(Ordered::outcome).containsExactly("remediated: ended: [7]");
    }

    @Test
    void whatWaitsIsToldUntilItGoesOut() {
        orders.take(held(NOON + 1));
        assertThat(orders.upon(Set.of("f1")))
                .extracting(Ordered::outcome)
                .containsExactly("waits for a person: approval, policy wants it");

        orders.take(command(kill("c1", "")), NOON);
        assertThat(orders.upon(Set.of("f1"))).extracting(Ordered::outcome).containsExactly("no answer");
    }

    @Test
    void whatWaitedInVainOrWasRejectedIsToldSo() {
        orders.take(held(NOON));
        assertThat(orders.upon(Set.of("f1")))
                .extracting(Ordered::outcome)
                .containsExactly("nobody approved it: approval, policy wants it");

        orders.said(command("{\"command_id\":\"c1\",\"verdict\":\"reject\",\"by\":\"ann\"}"));
        assertThat(orders.upon(Set.of("f1")))
                .extracting(Ordered::outcome)
                .containsExactly("rejected by ann: approval, policy wants it");
    }

    @Test
    void thatAnAgentCannotNowIsNoLastWord() {
        orders.take(command(kill("c1", "")), NOON);
        orders.take(answer("c1", 503, "the kill switch is on"));
        orders.take(answer("c1", 200, "ended: [7]"));

        assertThat(orders.upon(Set.of("f1"))).extracting(Ordered::outcome).containsExactly("done: ended: [7]");
    }

    @Test
    void whatWasOrderedUponOtherFindingsIsNotTold() {
        orders.take(command(kill("c1", "")), NOON);

        assertThat(orders.upon(Set.of("f2"))).isEmpty();
    }

    private static HeldOrder held(long expires) {
        return HeldOrder.newBuilder()
                .setTenant("acme")
                .setEndpoint("ws1")
                .setCommandId("c1")
                .setFinding("f1")
                .setRule("r")
                .setAction("kill-tree")
                .setGate("approval")
                .setWhy("policy wants it")
                .setPayload(kill("c1", ""))
                .setTime(NOON)
                .setExpires(expires)
                .build();
    }

    private static String kill(String id, String escalates) {
        return "{\"action\":\"stop\",\"target\":{\"process\":{\"pid\":7,\"name\":\"a.exe\"}},\"args\":"
                + args(escalates) + ",\"command_id\":\"" + id + "\"}";
    }

    private static String isolation(String id, String escalates) {
        return "{\"action\":\"contain\",\"target\":{\"device\":{\"device_id\":\"ws1\"}},\"args\":" + args(escalates)
                + ",\"command_id\":\"" + id + "\"}";
    }

    private static String args(String escalates) {
        return "{\"x-cordon\":{\"endpoint\":\"ws1\",\"entity\":\"e\",\"tree\":true,\"isolation\":\"full\","
                + "\"why\":{\"finding\":\"f1\",\"title\":\"t\",\"escalates\":\"" + escalates + "\"}}}";
    }

    private static CommandResponse answer(String id, int status, String text) {
        return CommandResponse.newBuilder()
                .setTenant("acme")
                .setEndpoint("ws1")
                .setCommandId(id)
                .setStatus(status)
                .setStatusText(text)
                .setAgent("test")
                .setCapabilities(List.of())
                .setTime(NOON)
                .setResults(Map.of())
                .build();
    }

    private static io.cordon.wire.Command command(String payload) {
        return io.cordon.wire.Command.newBuilder()
                .setTenant("acme")
                .setEndpoint("ws1")
                .setCommandId("c")
                .setPurpose("cordon/command")
                .setPayloadType("application/openc2+json;version=1.0")
                .setPayload(ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)))
                .setKeyId("")
                .setAlgorithm("Ed25519")
                .setSignature(ByteBuffer.allocate(64))
                .setStartTime(NOON)
                .setStopTime(NOON + 1)
                .build();
    }
}
