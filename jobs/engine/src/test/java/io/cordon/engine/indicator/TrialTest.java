package io.cordon.engine.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.prevalence.HeapSightingStore;
import io.cordon.engine.prevalence.Sighting;
import io.cordon.engine.prevalence.Sightings;
import io.cordon.engine.rule.Rule.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An indicator blocks only once a dry run says that it hits few. */
class TrialTest {
    private static final long HOUR = 3_600_000_000L;
    private static final long SINCE = 1_000 * HOUR + 1;

    @ParameterizedTest
    @CsvSource({
        "nothing,                        0, true,  BLOCK",
        "as many as are allowed,         3, true,  BLOCK",
        "more than are allowed,          4, true,  AUDIT",
        "so many that some are left out, 80, true, AUDIT",
        "a memory that has seen little,  0, false, AUDIT",
    })
    void blocksOnlyWhatThePastHardlyKnows(String what, int elsewhere, boolean isGrown, Mode mode) {
        Sightings seen = new Sightings(new HeapSightingStore());
        for (int i = 0; i < elsewhere; i++) {
            seen.see(new Sighting("other " + i, SINCE - 5 * HOUR, null), 0);
        }

        assertThat(Trial.of(indicator(), seen).mode(isGrown, IndicatorLimits.DEFAULT))
                .as(what)
                .isEqualTo(mode);
    }

    @Test
    void whatTheIncidentsOwnEndpointsShowedAndWhatCameInItsHourIsNoHit() {
        Sightings seen = new Sightings(new HeapSightingStore());
        seen.see(new Sighting("h1", SINCE - 5 * HOUR, null), 0);
        seen.see(new Sighting("other", SINCE + 1, null), 0);
        seen.see(new Sighting("long ago", SINCE - 169 * HOUR, null), 0);

        assertThat(Trial.of(indicator(), seen).hits()).isZero();
    }

    private static Indicator indicator() {
        Indicator told = IndicatorStory.confirmed().yields().indicators().get(0);
        return new Indicator(
                told.id(),
                told.artefact(),
                told.incident(),
                told.finding(),
                told.rule(),
                told.event(),
                told.endpoints(),
                SINCE,
                SINCE + HOUR);
    }
}
