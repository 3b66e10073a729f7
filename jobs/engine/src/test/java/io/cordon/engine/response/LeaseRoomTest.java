package io.cordon.engine.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordon.engine.finding.Target;
import io.cordon.engine.response.Decision.Gate;
import io.cordon.engine.response.DeskStore.Lease;
import io.cordon.engine.response.DeskStore.Waiting;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A desired state stays so small that it is always written, however much holds on its endpoint. */
class LeaseRoomTest {
    private static final int MOST = 512 * 1024;
    private static final String FREE = "spread: 100000\nbreaker: {times: 1, at-least: 1000000}\n";
    private static final String SUSPENDS = FREE + "policies: [{mode: block, response: suspend}]";

    @Test
    void whatDoesNotFitWaitsForAPersonWhoIsToldWhyAndAnIsolationAlwaysFits() {
        Desks desk = new Desks(SUSPENDS);
        for (int i = 0; i < 600; i++) {
            desk.take(found(i));
        }

        assertThat(desk.commands).hasSizeBetween(200, 599);
        assertThat(desk.held).hasSize(600 - desk.commands.size()).allSatisfy(held -> {
            assertThat(held.gate()).isEqualTo(Gate.BUDGET.name());
            assertThat(held.why()).isEqualTo("more holds on ws1 already than its desired state has room for");
        });
        desk.approve(desk.held.get(0).commandId(), true);
        assertThat(desk.refused).extracting(Waiting::gate).containsExactly(Gate.BUDGET.name());

        desk.push(FREE + "policies: [{mode: block, response: isolate}]").take(found(601));
        assertThat(desk.said()).endsWith("contain device");
        assertThat(desk.desired).allSatisfy(state -> assertThat(bytes(state)).isLessThan(MOST));
        assertThat(entries(last(desk))).isEqualTo(desk.commands.size());
    }

    @Test
    void whatStandsTakesTheRoomThatLeasesLeave() {
        List<Lease> wanted = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            String id = String.format("%032d", 2_000 - i);
            String payload = "{\"action\":\"deny\",\"target\":{\"file\":{}},\"args\":{\"x-cordon\":{\"lease\":\"" + id
                    + "\",\"note\":\"" + "ü".repeat(500) + "\"}}}";
            wanted.add(new Lease(id, "ws1", payload, i, List.of()));
        }
        DesiredState state = OrderText.desired("acme", "ws1", 1, wanted, 0);

        assertThat(bytes(state)).isBetween(MOST / 2, MOST);
        JsonNode last = OrderText.read(state.payload()).path("entries").path(entries(state) - 1);
        assertThat(last.path("lease").asText())
                .as("what comes first")
                .isEqualTo(wanted.get(0).id());
        assertThat(state.stopMillis()).isEqualTo(entries(state) - 1);
    }

    @Test
    void whatIsOnlyShownIsLeftOutOfADocument() {
        Desks desk = new Desks(SUSPENDS).take(found(1));
        JsonNode entry = OrderText.read(last(desk).payload()).path("entries").path(0);

        assertThat(entry.at("/target/process/pid").asInt()).isEqualTo(1_001);
        assertThat(entry.at("/args/x-cordon/entity").asText()).isEqualTo("{e-1}");
        assertThat(entry.at("/args/x-cordon/why/finding").asText()).isEqualTo("f1");
        assertThat(entry.at("/target/process").has("command_line")).isFalse();
        assertThat(entry.at("/args/x-cordon/why").has("events")).isFalse();
        assertThat(Desks.payload(desk.commands.get(0))
                        .at("/target/process/command_line")
                        .asText())
                .as("the command says it")
                .hasSize(4_096);
    }

    private static Cases found(int i) {
        Cases one = new Cases();
        one.finding = "f" + i;
        one.target = new Target(
                "ws1",
                "{e-" + i + "}",
                1_000 + i,
                Cases.EVIDENCE,
                "C:\\a.exe",
                "x".repeat(4_096),
                "CORP\\ann",
                "0x3e9");
        return one;
    }

    private static DesiredState last(Desks desk) {
        return desk.desired.get(desk.desired.size() - 1);
    }

    private static int entries(DesiredState state) {
        return OrderText.read(state.payload()).path("entries").size();
    }

    private static int bytes(DesiredState state) {
        return state.payload().getBytes(StandardCharsets.UTF_8).length;
    }
}
