package io.cordon.engine.indicator;

import io.cordon.engine.detect.DetectStore;
import io.cordon.engine.detect.Detector;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Finding.State;
import io.cordon.engine.finding.FindingId;
import io.cordon.engine.finding.Thing;
import io.cordon.engine.prevalence.Sighting;
import io.cordon.engine.rule.Rule;
import java.util.List;
import java.util.Map;

/** Words what indicators meet as findings. */
public final class IndicatorFindings {
    private static final String BEFORE = "it happened before it was known for what it is";

    private IndicatorFindings() {}

    /** Of an event that was processed and that an indicator meets. */
    public static Finding met(Indicator indicator, Rule.Mode most, EndpointEvent event, DetectStore store) {
        return Detector.found(
                event,
                IndicatorRule.meeting(indicator, most),
                indicator.id(),
                Map.of(Thing.INDICATOR.key(), indicator.id()),
                store);
    }

    /** What an indicator met, taken back with it. */
    public static Finding withdrawn(Indicator indicator, Finding met) {
        return new Finding(
                met.id(),
                met.version() + 1,
                State.RETRACTED,
                met.tenant(),
                IndicatorRule.meeting(indicator, met.rule().mode()),
                met.ruleSet(),
                met.endpoints(),
                met.first(),
                met.last(),
                met.evidence(),
                met.evidenceOmitted(),
                met.ancestryIncomplete(),
                met.disprovable(),
                met.target(),
                met.targetNote());
    }

    /** Of where the fleet is remembered to have shown what an indicator means: one an endpoint, of which nothing is contained. */
    static Finding seen(Indicator indicator, Sighting sighting, int version, State state) {
        String event = indicator.id() + " on " + sighting.endpoint();
        return new Finding(
                FindingId.of(
                        indicator.tenant(), IndicatorRule.ID, List.of(indicator.id(), "seen"), sighting.endpoint()),
                version,
                state,
                indicator.tenant(),
                IndicatorRule.looking(indicator),
                indicator.id(),
                List.of(sighting.endpoint()),
                sighting.time(),
                sighting.time(),
                List.of(new Evidence(
                        event, List.of(), sighting.endpoint(), sighting.entity(), 0, sighting.time(), sighting.time())),
                0,
                false,
                false,
                null,
                BEFORE);
    }
}
