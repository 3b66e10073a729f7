package io.cordon.engine.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.indicator.IndicatorWord.Stands;
import io.cordon.engine.indicator.IndicatorWord.Tried;
import io.cordon.engine.indicator.IndicatorWord.Withdrawn;
import io.cordon.engine.prevalence.Artefact;
import io.cordon.engine.prevalence.ArtefactKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An indicator is met by what it means, in audit until it was tried, as long as it stands. */
class IndicatorBookTest {
    private static final Indicator INDICATOR = IndicatorSamples.indicator();

    private final IndicatorBook book = new IndicatorBook();

    @Test
    void startsInAuditAndBlocksOnceTried() {
        book.take(new Stands(INDICATOR));
        assertThat(met(INDICATOR.artefact().value(), INDICATOR.since())).containsExactly("i1 AUDIT");

        book.take(new Tried(INDICATOR, 1, true));
        assertThat(met(INDICATOR.artefact().value(), INDICATOR.since())).containsExactly("i1 BLOCK");

        book.take(new Tried(INDICATOR, 9, false));
        assertThat(met(INDICATOR.artefact().value(), INDICATOR.since())).containsExactly("i1 AUDIT");
    }

    @Test
    void aTreeIsMetAtTheProcessThatCompletesIt() {
        Artefact tree =
                new Artefact("default", ArtefactKind.PROCESS_TREE, "up.exe > reg.exe: reg save hklm < up --quiet");
        book.take(new Stands(new Indicator(
                "i2", tree, "incident", "f1", "r1", "e1", List.of("h1"), INDICATOR.since(), INDICATOR.expires())));

        assertThat(met(book, start().column(Column.PARENT_COMMAND_LINE, "UP  --quiet")))
                .containsExactly("i2 AUDIT");
        assertThat(met(book, start().column(Column.PARENT_COMMAND_LINE, "up --loud")))
                .isEmpty();
        assertThat(met(book, start())).isEmpty();
    }

    private static EndpointEvent.Builder start() {
        return EndpointEvent.builder()
                .endpoint("h2")
                .id("e")
                .time(INDICATOR.since(), Clock.UTC)
                .activity(Activity.PROCESS_START)
                .column(Column.EXECUTABLE, "C:\\Windows\\reg.exe")
                .column(Column.COMMAND_LINE, "reg save hklm")
                .column(Column.PARENT_EXECUTABLE, "D:\\up.exe");
    }

    private static List<String> met(IndicatorBook book, EndpointEvent.Builder event) {
        List<String> met = new ArrayList<>();
        book.meet(event.build(), (indicator, mode) -> met.add(indicator.id() + ' ' + mode));
        return met;
    }

    @Test
    void meetsNothingElseAndNothingOnceItHasEnded() {
        book.take(new Stands(INDICATOR));

        assertThat(met("cd".repeat(32), INDICATOR.since())).isEmpty();
        assertThat(met(INDICATOR.artefact().value(), INDICATOR.expires() + 1)).isEmpty();
        assertThat(book.expire(INDICATOR.expires() + 1)).containsExactly("i1", "i1 tried");
        assertThat(book.size()).isZero();
    }

    @Test
    void withdrawnIsNotMetAnyMore() {
        book.take(new Stands(INDICATOR));
        book.take(new Tried(INDICATOR, 0, true));

        assertThat(book.take(new Withdrawn(INDICATOR))).isEqualTo(INDICATOR);
        assertThat(met(INDICATOR.artefact().value(), INDICATOR.since())).isEmpty();
    }

    @Test
    void whatIsSaidOfItComesInAnyOrder() {
        List<IndicatorWord> words = new ArrayList<>(List.of(new Stands(INDICATOR), new Tried(INDICATOR, 0, true)));
        for (int seed = 0; seed < 8; seed++) {
            Collections.shuffle(words, new Random(seed));
            IndicatorBook other = new IndicatorBook();
            words.forEach(other::take);
            assertThat(met(other, INDICATOR.artefact().value(), INDICATOR.since()))
                    .containsExactly("i1 BLOCK");
        }
    }

    @Test
    void aWordIsReadAsItWasWritten() {
        for (IndicatorWord word :
                List.of(new Stands(INDICATOR), new Withdrawn(INDICATOR), new Tried(INDICATOR, 3, true))) {
            assertThat(IndicatorText.read(IndicatorText.of(word))).isEqualTo(word);
        }
        assertThat(IndicatorText.read("{\"word\": \"stands\"}")).isNull();
        assertThat(IndicatorText.read("nonsense")).isNull();
    }

    private List<String> met(String hash, long time) {
        return met(book, hash, time);
    }

    private static List<String> met(IndicatorBook book, String hash, long time) {
        return met(
                book,
                EndpointEvent.builder()
                        .endpoint("h2")
                        .id("e")
                        .time(time, Clock.UTC)
                        .activity(Activity.PROCESS_START)
                        .column(Column.HASHES, "SHA256=" + hash.toUpperCase(Locale.ROOT)));
    }
}
