package io.cordon.engine.indicator;

import io.cordon.engine.prevalence.Memory;
import io.cordon.engine.prevalence.Sighting;
import io.cordon.engine.prevalence.Sightings;
import io.cordon.engine.rule.Rule.Mode;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An indicator's dry run over what the fleet is remembered to have shown before the hour in which its incident found it.
 *
 * @param hits on how many endpoints it would have hit, beside the incident's own
 * @param isWhole whether these are all, and none was left out for there were too many
 */
public record Trial(int hits, boolean isWhole) {
    /**
     * Runs it.
     *
     * @param seen where its artefact was seen
     */
    public static Trial of(Indicator indicator, Sightings seen) {
        long hour = Sighting.hour(indicator.since());
        long hits = seen.where(hour - Memory.WINDOW_HOURS, hour).stream()
                .filter(sighting -> !indicator.endpoints().contains(sighting.endpoint()))
                .count();
        return new Trial(Math.toIntExact(hits), seen.before(hour).isExact());
    }

    /**
     * The most that the indicator may do from now on: block where few had to do with it and enough was seen to say so.
     *
     * @param isGrown whether the fleet's memory has seen enough to be asked
     */
    public Mode mode(boolean isGrown, IndicatorLimits limits) {
        return isGrown && isWhole && hits <= limits.hits() ? Mode.BLOCK : Mode.AUDIT;
    }

    /** For its way to where the whole fleet is remembered; it is kept nowhere. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(hits);
        out.writeBoolean(isWhole);
    }

    public static Trial read(DataInput in) throws IOException {
        return new Trial(in.readInt(), in.readBoolean());
    }
}
