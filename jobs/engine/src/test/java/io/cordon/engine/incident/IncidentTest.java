package io.cordon.engine.incident;

import static io.cordon.engine.incident.HostStory.EXPLORER;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.edge.Mechanism;
import io.cordon.engine.edge.Tier;
import io.cordon.engine.finding.Finding;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class IncidentTest {
    private static final int DAY = 24 * 60;

    @Test
    void whatOneProgramStartedHangsTogether() {
        assertThat(desk().found("desk", 5, "word").found("desk", 6, "ps").incidents())
                .hasSize(1)
                .first()
                .satisfies(incident -> {
                    assertThat(incident.findings()).hasSize(2);
                    assertThat(incident.endpoints()).containsExactly("desk");
                });
    }

    @Test
    void whatADesktopStartedDoesNot() {
        assertThat(desk().found("desk", 5, "ps").found("desk", 6, "game").incidents())
                .hasSize(2);
    }

    @Test
    void aNameAloneMakesNobodyADesktop() {
        HostStory story = new HostStory()
                .starts("desk", 0, "evil", "word", "C:\\Temp\\explorer.exe")
                .starts("desk", 0, "more", "word", "C:\\Temp\\explorer.exe");

        assertThat(story.found("desk", 5, "evil").found("desk", 6, "more").incidents())
                .hasSize(1);
    }

    @Test
    void aProvenEdgeJoinsHosts() {
        HostStory story = both().goes(10, Tier.T1, Mechanism.WMI, "ps", "", "x");

        assertThat(story.incidents()).hasSize(1).first().satisfies(incident -> {
            assertThat(incident.endpoints()).containsExactly("desk", "server");
            assertThat(incident.tactics()).containsExactly("execution", "lateral-movement");
            assertThat(incident.techniques()).containsExactly("T1047", "T1059");
            assertThat(incident.score()).isEqualTo(35 + 6 + 8);
        });
    }

    @Test
    void whatIsRareWeighsMoreWheneverThatIsSaid() {
        Finding finding = desk().found("desk", 5, "ps").findings().get(0);
        Clue clue = Objects.requireNonNull(Clues.of(finding, null));
        HeapIncidents before = new HeapIncidents("default", IncidentLimits.DEFAULT);
        before.rate("desk", "ps", 0.5);
        before.apply(clue, 0);
        before.judge(0);
        HeapIncidents after = new HeapIncidents("default", IncidentLimits.DEFAULT);
        after.apply(clue, 0);
        after.judge(0);
        assertThat(after.incidents()).extracting(Incident::score).containsExactly(35);
        after.rate("desk", "ps", 0.5);
        after.judge(0);

        assertThat(before.incidents()).extracting(Incident::score).containsExactly(35 + 6);
        assertThat(after.incidents()).extracting(Incident::score).containsExactly(35 + 6);
    }

    @Test
    void whatIsOnlyLikelyJoinsNothing() {
        assertThat(both().goes(10, Tier.T3, Mechanism.WMI, "ps", "", "x").incidents())
                .hasSize(2);
    }

    @Test
    void anUnknownCallerStandsForWhatWasJustFoundOnItsHost() {
        assertThat(both().goes(10, Tier.T2, Mechanism.SERVICE, "", "RUNME", "x").incidents())
                .hasSize(1);
        assertThat(both().goes(60, Tier.T2, Mechanism.SERVICE, "", "RUNME", "x").incidents())
                .hasSize(2);
    }

    @Test
    void whatRunsInASessionThatAnEdgeReachedJoins() {
        HostStory story = desk().starts("server", 20, "calc", "shell", EXPLORER, "0xF2")
                .starts("server", 20, "other", "shell", EXPLORER, "0xf3")
                .found("desk", 6, "ps")
                .found("server", 30, "calc")
                .found("server", 30, "other")
                .goes(10, Tier.T2, Mechanism.RDP, "ps", "session 0xf2 of ann", "");

        assertThat(story.incidents())
                .hasSize(2)
                .first()
                .satisfies(incident ->
                        assertThat(incident.findings()).containsExactly("finding of ps at 6", "finding of calc at 30"));
    }

    @Test
    void anEdgeWithoutAFindingIsNone() {
        assertThat(desk().starts("server", 9, "x", "wmi", "C:\\Windows\\System32\\wbem\\WmiPrvSE.exe")
                        .goes(10, Tier.T1, Mechanism.WMI, "ps", "", "x")
                        .incidents())
                .isEmpty();
    }

    @Test
    void whatWasTakenBackIsNotInIt() {
        HostStory story = desk().found("desk", 5, "word").found("desk", 6, "ps", Finding.State.RETRACTED);

        assertThat(story.incidents())
                .hasSize(1)
                .first()
                .satisfies(incident -> assertThat(incident.findings()).containsExactly("finding of word at 5"));
    }

    @Test
    void aNightIsSleptThroughAndADayIsNot() {
        assertThat(desk().found("desk", 5, "ps").found("desk", DAY, "ps").incidents())
                .hasSize(1);
        assertThat(desk().found("desk", 5, "ps").found("desk", DAY + 6, "ps").incidents())
                .hasSize(2);
    }

    /** A document that starts a shell, and a game, from one desktop. */
    private static HostStory desk() {
        return new HostStory()
                .starts("desk", 0, "word", "desktop", EXPLORER)
                .starts("desk", 1, "ps", "word", "C:\\word.exe")
                .starts("desk", 2, "game", "desktop", EXPLORER);
    }

    /** Something was found on both hosts. */
    private static HostStory both() {
        return desk().starts("server", 11, "x", "wmi", "C:\\Windows\\System32\\wbem\\WmiPrvSE.exe")
                .found("desk", 5, "word")
                .found("server", 12, "x");
    }
}
