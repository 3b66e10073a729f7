package io.cordon.engine.rarity;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.Place;
import io.cordon.engine.correlate.Share;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.prevalence.Artefact;
import io.cordon.engine.rule.Feed;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks the memory how rare it is on the fleet that a process was started by what started it. It travels as the match of a rule that asks does,
 * under a name that no rule has, and its answer is a number.
 */
public final class Rating {
    private static final String NAME = "cordon.rating ";

    private Rating() {}

    /**
     * The question; null where the programs' names are not known.
     *
     * @param parent path of the program that started the process
     * @param time when the process was started, in µs
     * @param append when the record was appended that has it asked, in µs
     */
    public static @Nullable Contribution ask(
            String tenant, String endpoint, String entity, String parent, String image, long time, long append) {
        Artefact pair = Artefact.pair(tenant, parent, image);
        if (pair == null) {
            return null;
        }
        Evidence evidence = new Evidence(entity, List.of(), endpoint, entity, 0, time, append);
        Share fleet = share(endpoint, Artefact.fleet(tenant), List.of());
        return new Contribution(new Hit(evidence, true, share(endpoint, pair, List.of(fleet))), false);
    }

    /** On how many endpoints the memory has seen it, handed on to the memory of the fleet. */
    static Contribution counted(Hit ask, long endpoints) {
        Share fleet = ask.share().onward().get(0);
        Share counted = new Share(fleet.place(), 1, Long.toString(endpoints), null, "", List.of());
        return new Contribution(new Hit(ask.evidence(), true, counted), false);
    }

    static boolean isAskedBy(Hit hit) {
        return hit.share().place().correlation().startsWith(NAME);
    }

    /**
     * How rare it is, from 0 where all endpoints showed it to 1 where none did: by the logarithm, so that two of a thousand and twenty of ten
     * thousand are not all one with none.
     *
     * @param all endpoints of the fleet
     */
    static double rarity(Hit counted, long all) {
        double seen = Long.parseLong(Objects.requireNonNull(counted.share().value()));
        return Math.max(0, 1 - Math.log1p(seen) / Math.log1p((double) Math.max(1, all)));
    }

    /** The endpoint is in the name, for entities of two endpoints may be named alike. */
    private static Share share(String endpoint, Artefact artefact, List<Share> onward) {
        Place place = new Place(artefact.tenant(), NAME + endpoint, Feed.OF_MEMORY, "", List.of(artefact.key()));
        return new Share(place, 0, null, null, "", onward);
    }
}
