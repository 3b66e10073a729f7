package io.cordon.engine.response;

import io.cordon.engine.indicator.Indicator;
import io.cordon.engine.indicator.IndicatorWord;
import io.cordon.engine.indicator.IndicatorWord.Stands;
import io.cordon.engine.indicator.IndicatorWord.Tried;
import io.cordon.engine.indicator.IndicatorWord.Withdrawn;
import io.cordon.engine.prevalence.Artefact;
import io.cordon.engine.prevalence.ArtefactKind;
import io.cordon.engine.response.DeskStore.Denial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Images that indicators want denied before they run anywhere.
 *
 * <p>Its words may come in any order: an image is denied while its indicator stands, a dry run allows it, and fewer endpoints met it
 * than orders against one thing may go out to without a person.
 */
final class Denials {
    private static final String NAME = "denial ";

    /** A desired state has to fit into a record. */
    private static final int MOST = 500;

    private static final int SHA256 = 64;
    private static final int HEX = 16;

    private final DeskStore store;
    private final Agenda agenda;
    private final int spread;

    Denials(DeskStore store, Agenda agenda, int spread) {
        this.store = store;
        this.agenda = agenda;
        this.spread = spread;
    }

    /** Takes what is said of an indicator, and returns whether it changed what is denied. */
    boolean take(IndicatorWord word, long now) {
        Indicator indicator = word.indicator();
        long until = TimeUnit.MICROSECONDS.toMillis(indicator.expires());
        if (!isImage(indicator.artefact()) || until <= now) {
            return false;
        }
        Denial known = store.denials().get(indicator.id());
        boolean stands = word instanceof Stands || (!(word instanceof Withdrawn) && known != null && known.stands());
        boolean mayBlock = word instanceof Tried tried ? tried.mayBlock() : known != null && known.mayBlock();
        Denial next = new Denial(
                indicator.id(),
                indicator.artefact().value(),
                indicator.incident(),
                stands,
                mayBlock,
                until,
                known == null ? List.of() : known.met());
        store.denials().put(next.id(), next);
        agenda.note(NAME + next.id(), until);
        return isInForce(known, now) != isInForce(next, now);
    }

    /** Agents deny by SHA-256 alone; an image that is known by another hash is denied nowhere. */
    private static boolean isImage(Artefact artefact) {
        return artefact.kind() == ArtefactKind.IMAGE
                && artefact.value().length() == SHA256
                && artefact.value().chars().allMatch(c -> Character.digit(c, HEX) >= 0);
    }

    /** An endpoint's agent held an image; returns whether that changed what is denied. */
    boolean met(String sha256, String endpoint, long now) {
        boolean isChanged = false;
        for (Denial known : inForce(now)) {
            if (known.sha256().equals(sha256) && !known.met().contains(endpoint)) {
                List<String> met = new ArrayList<>(known.met());
                met.add(endpoint);
                Denial next = new Denial(
                        known.id(),
                        known.sha256(),
                        known.incident(),
                        known.stands(),
                        known.mayBlock(),
                        known.untilMillis(),
                        met);
                store.denials().put(known.id(), next);
                isChanged |= !isInForce(next, now);
            }
        }
        return isChanged;
    }

    private boolean isInForce(@Nullable Denial denial, long now) {
        return denial != null && denial.isInForce(spread, now);
    }

    /** What is denied, in the order of the indicators' ids. */
    List<Denial> inForce(long now) {
        List<Denial> all = new ArrayList<>();
        for (String id : store.denials().keys()) {
            Denial one = store.denials().get(id);
            if (one != null && isInForce(one, now)) {
                all.add(one);
            }
        }
        all.sort(Comparator.comparing(Denial::id));
        return all.subList(0, Math.min(MOST, all.size()));
    }

    static boolean isName(String name) {
        return name.startsWith(NAME);
    }

    /** Forgets what has ended by itself. */
    void forget(String name, long now) {
        Denial known = store.denials().get(name.substring(NAME.length()));
        if (known != null && known.untilMillis() <= now) {
            store.denials().remove(known.id());
        }
    }
}
