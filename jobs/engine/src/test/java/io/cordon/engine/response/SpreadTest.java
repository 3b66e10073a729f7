package io.cordon.engine.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.finding.Target;
import io.cordon.engine.finding.Thing;
import io.cordon.engine.response.Decision.Gate;
import io.cordon.engine.response.DeskStore.Waiting;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tenth endpoint waits, whoever wants it there and whatever was restored meanwhile. */
class SpreadTest {
    private static final String KILLS =
            "policies: [{mode: block}]\nversions: {rule-1: hash-1, rule-2: hash-1, cordon.indicator: hash-1}\n";
    private static final int FREE = 9;

    private int findings;

    @Test
    void twoRulesHaveNoMoreEndpointsThanOne() {
        Desks desk = new Desks(KILLS);
        for (int i = 1; i <= FREE; i++) {
            desk.take(finding("rule-1", "ws" + i)).take(finding("rule-2", "ws" + (FREE + i)));
        }

        assertThat(desk.commands).hasSize(FREE);
        assertThat(desk.held).hasSize(FREE).extracting(Waiting::gate).containsOnly(Gate.SPREAD.name());
    }

    @Test
    void anotherActionAgainstTheSameIsNoOtherThing() {
        Desks desk = new Desks(KILLS);
        takeOnNine(desk, Map.of(Thing.SHA256, "ab"));
        desk.push("policies: [{mode: block, response: [quarantine-file, deny-hash]}]");
        desk.take(finding("rule-1", "ws10", Map.of(Thing.SHA256, "ab")))
                .take(finding("rule-1", "ws1", Map.of(Thing.SHA256, "ab")));

        assertThat(desk.held)
                .hasSize(2)
                .allMatch(held -> held.gate().equals(Gate.SPREAD.name())
                        && held.endpoint().equals("ws10"));
        assertThat(desk.said()).endsWith("contain file", "deny file");
    }

    @Test
    void whatAnIndicatorMeetsIsWhatRulesMeetToo() {
        Desks desk = new Desks(KILLS);
        takeOnNine(desk, Map.of(Thing.SHA256, "ab"));
        desk.take(finding("rule-2", "ws10", Map.of(Thing.SHA256, "ab", Thing.INDICATOR, "i-1")));

        assertThat(desk.held).extracting(Waiting::endpoint).containsExactly("ws10");
    }

    @Test
    void anotherThingIsCountedApart() {
        Desks desk = new Desks(KILLS);
        takeOnNine(desk, Map.of(Thing.SHA256, "ab"));
        desk.take(finding("rule-1", "ws10", Map.of(Thing.SHA256, "cd")));

        assertThat(desk.held).isEmpty();
    }

    @Test
    void whatAPersonApprovedIsAnEndpointToo() {
        Desks desk = new Desks("policies: [{mode: block, approval: required}]");
        takeOnNine(desk, Map.of());
        desk.held.forEach(held -> desk.approve(held.commandId(), true));
        desk.push("policies: [{mode: block}]").take(finding("rule-1", "ws10"));

        assertThat(desk.commands).hasSize(FREE);
        assertThat(desk.held).last().extracting(Waiting::gate).isEqualTo(Gate.SPREAD.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"IMAGE", "SHA256", "INDICATOR"})
    void whatIsReadBackAfterARestoreCounts(String thing) {
        Desks before = new Desks(KILLS);
        for (int i = 1; i <= FREE; i++) {
            before.take(met(thing, "rule-1", i));
        }
        Desks restored = new Desks(KILLS);
        before.commands.forEach(restored::readBack);
        restored.take(met(thing, "rule-2", 1)).take(met(thing, "rule-2", FREE + 1));

        assertThat(before.commands).hasSize(FREE);
        assertThat(restored.commands).extracting(Outgoing::endpoint).containsExactly("ws1");
        assertThat(restored.held).extracting(Waiting::gate).containsExactly(Gate.SPREAD.name());
    }

    /** The same by one thing alone, and different by whatever else it could be told. */
    private Cases met(String thing, String rule, int endpoint) {
        Cases one = finding(rule, "ws" + endpoint);
        String image = thing.equals("IMAGE") ? "C:\\a.exe" : "C:\\" + endpoint + ".exe";
        Target target = new Target(
                "ws" + endpoint, "{e-" + findings + "}", 4242, Cases.EVIDENCE, image, "a", "CORP\\ann", null);
        one.target = thing.equals("IMAGE")
                ? target
                : target.with(Map.of(Thing.valueOf(thing).key(), "ab"));
        return one;
    }

    private void takeOnNine(Desks desk, Map<Thing, String> things) {
        for (int i = 1; i <= FREE; i++) {
            desk.take(finding("rule-1", "ws" + i, things));
        }
    }

    private Cases finding(String rule, String endpoint) {
        return finding(rule, endpoint, Map.of());
    }

    private Cases finding(String rule, String endpoint, Map<Thing, String> things) {
        Cases one = Cases.of("f" + findings++, rule, endpoint, findings);
        for (Map.Entry<Thing, String> thing : things.entrySet()) {
            one.target = Objects.requireNonNull(one.target)
                    .with(Map.of(thing.getKey().key(), thing.getValue()));
        }
        return one;
    }
}
