package io.cordon.engine.indicator;

import io.cordon.engine.prevalence.Artefact;
import io.cordon.engine.prevalence.ArtefactKind;
import io.cordon.engine.prevalence.Sighting;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values of indicators' state, for tests of their layout. */
public final class IndicatorSamples {
    private static final long AT = 1_714_564_800_000_000L;

    private IndicatorSamples() {}

    public static Indicator indicator() {
        return new Indicator(
                "i1",
                new Artefact("default", ArtefactKind.IMAGE, "ab".repeat(32)),
                "incident",
                "f1",
                "r1",
                "e1",
                List.of("B\u00fcro", "h1"),
                AT,
                AT + IndicatorLimits.DEFAULT.life());
    }

    public static Standing standing() {
        return new Standing(List.of(indicator()));
    }

    public static PersonsVerdict verdict() {
        return new PersonsVerdict("default", "incident", Verdict.ATTACK, AT);
    }

    public static Recalled recalled() {
        return new Recalled(
                indicator(),
                new TreeMap<>(Map.of(
                        "h2",
                        new Recalled.Told(new Sighting("h2", AT - 1, "{p1}"), 1),
                        "h3",
                        new Recalled.Told(new Sighting("h3", AT, null), 2))));
    }
}
