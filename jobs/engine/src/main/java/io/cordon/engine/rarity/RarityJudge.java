package io.cordon.engine.rarity;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.Place;
import io.cordon.engine.correlate.Share;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.prevalence.Artefact;
import io.cordon.engine.prevalence.ArtefactKind;
import io.cordon.engine.prevalence.Memory;
import io.cordon.engine.prevalence.Shown;
import io.cordon.engine.prevalence.SightedHour.News;
import io.cordon.engine.prevalence.Sightings;
import io.cordon.engine.rule.PrevalenceTest;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Remembers where one artefact at a time was seen, and answers the matches that ask about it: what the artefact's own memory says yes to goes
 * on to the memory of the whole fleet, and what that has grown enough to say becomes a finding.
 *
 * <p>A match is about the hours before the one that it lies in. It is answered when these have passed by the lateness, so an answer is
 * final, and what comes within the hour, in whatever order, has no part in it.
 */
public final class RarityJudge {
    private static final long EVER = Long.MAX_VALUE;
    /** How long to wait for the rules that a match was made by, in µs: they reach each task by themselves. */
    private static final long RETRY = 1_000_000;

    private final Memory memory;
    private final long lateness;
    private final long closing;

    /**
     * @param lateness how long after an hour sightings of it may come, in µs
     * @param closing how long after its record's append time a match may change, in µs
     */
    public RarityJudge(Memory memory, long lateness, long closing) {
        this.memory = memory;
        this.lateness = lateness;
        this.closing = closing;
    }

    /** Takes in a sighting; when to {@linkplain #passed look again}, by Kafka's append time in µs. */
    public long see(Shown shown, RarityStore store, RaritySink sink) {
        ArtefactKind kind = shown.artefact().kind();
        Sightings seen = new Sightings(store);
        News news = seen.see(shown.sighting(), shown.append());
        if (news == News.CUT) {
            sink.cut();
        }
        if (news != News.FIRST) {
            return EVER;
        }
        seen.keep(memory.hours(kind));
        return shown.append() + memory.kept(kind) + 1;
    }

    /**
     * Takes in what is news of a match.
     *
     * @param append how far Kafka's append time has come, in µs
     * @return when to look again, or never where that is {@link Long#MAX_VALUE}
     */
    public long take(Contribution contribution, long append, RuleSet rules, RarityStore store, RaritySink sink) {
        Hit hit = contribution.hit();
        OpenAsk known = store.ask(OpenAsk.name(hit));
        if (known == null && contribution.gone()) {
            return EVER;
        }
        OpenAsk ask = known == null
                ? new OpenAsk(hit, false, null, 0)
                : new OpenAsk(hit, contribution.gone(), known.told(), known.version());
        OpenAsk now = answered(ask, append, rules, store, sink);
        if (Rating.isAskedBy(hit) && append >= closes(now)) {
            return EVER;
        }
        store.put(OpenAsk.name(hit), now);
        return next(ask, append, rules);
    }

    /**
     * Answers what can be answered by now, and forgets what is over.
     *
     * @return when to look again, or never where that is {@link Long#MAX_VALUE}
     */
    public long passed(Artefact artefact, long append, RuleSet rules, RarityStore store, RaritySink sink) {
        long next = EVER;
        for (String name : new TreeSet<>(store.asks())) {
            OpenAsk ask = store.ask(name);
            if (ask != null) {
                OpenAsk now = answered(ask, append, rules, store, sink);
                if (append >= closes(now)) {
                    store.removeAsk(name);
                } else {
                    if (!now.equals(ask)) {
                        store.put(name, now);
                    }
                    next = Math.min(next, next(now, append, rules));
                }
            }
        }
        new Sightings(store).forget(append - memory.kept(artefact.kind()));
        return next;
    }

    private long next(OpenAsk ask, long append, RuleSet rules) {
        if (append < ask.due(lateness)) {
            return ask.due(lateness);
        }
        return rule(ask, rules) == null ? Math.min(append + RETRY, closes(ask)) : closes(ask);
    }

    private long closes(OpenAsk ask) {
        if (Rating.isAskedBy(ask.hit())) {
            return ask.due(lateness); // its answer is final
        }
        return Math.max(ask.due(lateness), ask.hit().evidence().appendTime() + closing);
    }

    private OpenAsk answered(OpenAsk ask, long append, RuleSet rules, RarityStore store, RaritySink sink) {
        if (append < ask.due(lateness)) {
            return ask;
        }
        if (Rating.isAskedBy(ask.hit())) {
            rate(ask, store, sink);
            return ask;
        }
        Rule rule = rule(ask, rules);
        PrevalenceTest test = rule == null ? null : rule.prevalence();
        if (rule == null || test == null) {
            return ask;
        }
        Sightings seen = new Sightings(store);
        // What the memory has not seen enough to say holds no more than its opposite: a rule is silent on what is
        // unknown.
        if (ask.artefact().kind() == ArtefactKind.FLEET) {
            boolean isKnown = !ask.isGone() && memory.isGrown(seen, ask.hour());
            return RarityFindings.said(ask, isKnown, rule, rules.id(), sink);
        }
        boolean holds = !ask.isGone() && test.holds(seen.before(ask.hour()).endpoints());
        return handedOn(ask, holds, sink);
    }

    private void rate(OpenAsk ask, RarityStore store, RaritySink sink) {
        Sightings seen = new Sightings(store);
        Artefact artefact = ask.artefact();
        if (artefact.kind() != ArtefactKind.FLEET) {
            sink.contribution(Rating.counted(ask.hit(), seen.before(ask.hour()).endpoints()));
        } else if (memory.isGrown(seen, ask.hour())) {
            Evidence process = ask.hit().evidence();
            double rarity = Rating.rarity(ask.hit(), seen.before(ask.hour()).endpoints());
            sink.rated(artefact.tenant(), process.endpoint(), process.event(), rarity);
        }
    }

    /** The rule that asks, as it was when it did; null where it is not in force. */
    private static @Nullable Rule rule(OpenAsk ask, RuleSet rules) {
        Place place = ask.hit().share().place();
        Rule rule = rules.rule(place.correlation());
        return rule != null && rule.hash().equals(place.version()) ? rule : null;
    }

    /** Hands a hit on to those that judge it next, or takes back what was. */
    static OpenAsk handedOn(OpenAsk ask, boolean holds, RaritySink sink) {
        Hit before = ask.told();
        if (holds && !ask.hit().equals(before)) {
            Contribution.News news = before == null ? Contribution.News.GIVEN : Contribution.News.CHANGED;
            ask.hit()
                    .share()
                    .onward()
                    .forEach(share -> sink.contribution(new Contribution(onward(ask.hit(), share), news)));
        } else if (!holds && before != null) {
            before.share().onward().forEach(share -> sink.contribution(new Contribution(onward(before, share), true)));
        }
        return new OpenAsk(ask.hit(), ask.isGone(), holds ? ask.hit() : null, ask.version());
    }

    private static Hit onward(Hit hit, Share share) {
        return new Hit(hit.evidence().at(share.part() + 1), hit.settled(), share);
    }
}
