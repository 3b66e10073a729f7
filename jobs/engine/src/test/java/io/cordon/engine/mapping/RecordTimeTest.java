package io.cordon.engine.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.event.EndpointEvent;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2020-09-20T19:16:04.123Z, 2020-09-20T19:16:04.123Z",
        "2020-09-20 19:16:04.123, 2020-09-20T19:16:04.123Z",
        "2020-09-20T19:16:04, 2020-09-20T19:16:04Z",
        "2020-09-20T19:16:04.1234567Z, 2020-09-20T19:16:04.123456Z",
        "2020-09-20T19:16:04.999999999, 2020-09-20T19:16:04.999999Z",
        "2020-09-20T21:16:04+02:00, 2020-09-20T19:16:04Z",
        "2020-02-29 00:00:00, 2020-02-29T00:00:00Z",
        "1600629364, 2020-09-20T19:16:04Z",
        "1600629364123, 2020-09-20T19:16:04.123Z",
        "1600629364123456, 2020-09-20T19:16:04.123456Z",
        "132451029641230000, 2020-09-20T19:16:04.123Z",
    })
    void readsTheMoment(String text, Instant moment) {
        assertThat(RecordTime.parse(text)).isEqualTo(micros(moment));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2020-02-30T00:00:00Z",
                "2019-02-29T00:00:00Z",
                "2020-13-01T00:00:00Z",
                "2020-00-01T00:00:00Z",
                "2020-09-20T24:00:00Z",
                "2020-09-20T25:00:00Z",
                "2020-09-20T19:60:00Z",
                "2020-09-20T19:16:61Z",
                "2020-09-20T19:16:04.Z5",
                "2020-09-20T19:16:04.1234567890Z",
                "2020-09-20T19:16:0xZ",
                "2020-09-20",
            })
    void refusesWhatIsNoMoment(String text) {
        assertThat(RecordTime.parse(text)).isEqualTo(EndpointEvent.ABSENT);
    }

    /** The usual way of writing is read digit by digit. */
    @Test
    void readsEveryMomentAsTheJdkDoes() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Instant moment = Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
            assertThat(RecordTime.parse(moment.toString())).isEqualTo(micros(moment));
        }
    }

    private static long micros(Instant moment) {
        return moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1000;
    }
}
