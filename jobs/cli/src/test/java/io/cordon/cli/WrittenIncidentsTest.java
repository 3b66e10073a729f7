package io.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cordon.engine.incident.Incident;
import io.cordon.engine.incident.Incident.State;
import io.cordon.engine.rule.Rule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which incident is meant by what a user types. */
class WrittenIncidentsTest {
    private static final Map<String, Incident> INCIDENTS = Map.of(
            "abc1", incident("abc1", State.OPEN, ""),
            "abd2", incident("abd2", State.MERGED, "b3"),
            "b3", incident("b3", State.MERGED, "abc1"),
            "c4", incident("c4", State.RETRACTED, ""),
            "d5", incident("d5", State.MERGED, "e6"),
            "f7", incident("f7", State.MERGED, "f8"),
            "f8", incident("f8", State.MERGED, "f7"));

    @Test
    void itsIdOrTheBeginningOfItNamesIt() {
        assertThat(named("abc1").id()).isEqualTo("abc1");
        assertThat(named("abc").id()).isEqualTo("abc1");
    }

    @Test
    void whatWasMergedIsToldAsWhatItGoesOnAs() {
        assertThat(named("abd2").id()).isEqualTo("abc1");
    }

    @Test
    void whatNamesNoneOrSeveralIsRefused() {
        isRefused("x", "there is no incident x in incidents");
        isRefused("ab", "2 incidents begin with ab");
    }

    @Test
    void whatDoesNotStandIsRefused() {
        isRefused("c4", "incident c4 was taken back: none of its findings stands");
        isRefused("d5", "incident d5 goes on as e6, which does not stand in incidents");
        isRefused("f7", "incident f7 goes on as f7, which does not stand in incidents");
    }

    private static Incident named(String id) {
        return WrittenIncidents.named(id, INCIDENTS, "incidents");
    }

    private static void isRefused(String id, String why) {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> named(id))
                .withMessage(why);
    }

    private static Incident incident(String id, State state, String into) {
        return new Incident(
                "default",
                id,
                1,
                state,
                into,
                1,
                Rule.Level.LOW,
                List.of(),
                List.of(),
                List.of("h1"),
                0,
                0,
                List.of("f1"),
                0,
                List.of(),
                0,
                List.of());
    }
}
