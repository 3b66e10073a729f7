package io.cordon.engine.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordon.engine.response.Decision.Gate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person has undone what was ordered: through every brake, once, and the same does not come again by itself. */
class ReleasesTest {
    private static final String ISOLATES = "policies: [{mode: block, response: isolate, duration: 4h}]\n";

    private final Cases one = new Cases();

    @ParameterizedTest
    @CsvSource({
        "isolate, contain device, allow device",
        "suspend, contain process, allow process",
        "quarantine-file, contain file, restore file",
        "isolate-selective, contain device, allow device"
    })
    void eachActionThatCanBeUndoneHasItsOpposite(String action, String begun, String undone) {
        Desks desk = new Desks("policies: [{mode: block, response: " + action + "}]").take(one);
        assertThat(desk.said()).containsExactly(begun);

        assertThat(desk.release(0)).isTrue();

        assertThat(desk.said()).containsExactly(begun, "cancel command", undone);
        JsonNode release = Desks.payload(desk.commands.get(2));
        assertThat(release.path("target"))
                .isEqualTo(Desks.payload(desk.commands.get(0)).path("target"));
        assertThat(release.at("/args/x-cordon/why/gate").asText()).isEqualTo("released by ann");
        assertThat(release.at("/args/x-cordon/releases").asText())
                .isEqualTo(desk.commands.get(0).commandId());
    }

    @Test
    void whatIsReleasedIsDesiredNoMoreWhoeverStillWantsIt() {
        Desks desk = new Desks(ISOLATES).take(one);
        one.finding = "f2";
        desk.take(one);
        desk.release(0);

        assertThat(desk.desiredEntries()).isEmpty();
    }

    @Test
    void theSameWaitsForAPersonForAWhile() {
        Desks desk = new Desks(ISOLATES).take(one);
        desk.release(0);
        one.finding = "f2";
        desk.take(one);

        assertThat(desk.held).extracting(held -> held.gate()).containsExactly(Gate.TAKEN_BACK.name());
    }

    @Test
    void theKillSwitchLetsItPassAlsoWhenItGoesOutAgain() {
        Desks desk = new Desks(ISOLATES).take(one).silent();
        desk.killSwitch(1, true);
        desk.release(0);
        desk.at(40);

        assertThat(desk.said())
                .as("nobody answered")
                .containsExactly("contain device", "cancel command", "allow device", "allow device");
    }

    @Test
    void itIsDoneOnceWhoeverSaysItAndOverARestart() {
        Desks desk = new Desks(ISOLATES).take(one);
        desk.release(0);
        assertThat(desk.release(0)).isFalse();

        Desks other = new Desks(ISOLATES);
        desk.commands.forEach(other::readBack);
        assertThat(other.desiredEntries()).isEmpty();
        assertThat(other.release(desk.commands.get(0))).isFalse();
        assertThat(other.said()).isEmpty();
    }

    @Test
    void whatNobodyRemembersIsReleasedByTheOrderThatThePersonBrings() {
        Desks desk = new Desks("policies: [{mode: block, response: quarantine-file}]").take(one);
        desk.atTheEnd();
        Desks later = new Desks(ISOLATES).at(40L * 24 * 3600);

        assertThat(later.release(desk.commands.get(0))).isTrue();
        assertThat(later.said()).containsExactly("cancel command", "restore file");
    }

    @Test
    void whatWasKilledStaysKilled() {
        Desks desk = new Desks("policies: [{mode: block, response: kill}]").take(one);

        assertThat(desk.release(0)).isFalse();
        assertThat(desk.said()).containsExactly("stop process");
    }

    @Test
    void nothingOfItIsRememberedForEver() {
        Desks desk = new Desks(ISOLATES).take(one);
        desk.release(0);
        List<String> left = new ArrayList<>();
        desk.atTheEnd().store.numbers().keys().forEach(left::add);

        assertThat(left).noneMatch(name -> name.startsWith("undone "));
        assertThat(desk.remembered()).isZero();
    }
}
