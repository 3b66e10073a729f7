package io.cordon.engine.detect;

import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.Place;
import io.cordon.engine.correlate.Share;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.prevalence.Artefact;
import io.cordon.engine.rule.Feed;
import io.cordon.engine.rule.Keys;
import io.cordon.engine.rule.Response;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.sequence.Standing;
import io.cordon.engine.tree.ProcessEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes of a match what the correlations that judge it hear. */
final class Feeding {
    private static final Set<String> PARENT = Set.of("process.parent.entity_id", "unique_ppid");

    private final EndpointEvent event;
    private final TreeSubject subject;
    private final Meanings meanings;
    private final CompiledRules rules;
    private final Watch watch;
    private final Runnable refused;

    /** @param refused hears of each key that joins nothing */
    Feeding(TreeSubject subject, Meanings meanings, CompiledRules rules, Watch watch, Runnable refused) {
        this.event = subject.event();
        this.subject = subject;
        this.meanings = meanings;
        this.rules = rules;
        this.watch = watch;
        this.refused = refused;
    }

    /** One hit for each correlation whose fields the event has. */
    List<Hit> hits(Rule rule, Evidence evidence, boolean settled) {
        List<Hit> hits = new ArrayList<>();
        for (Share share : shares(rule.feeds(), subject.actor())) {
            hits.add(new Hit(evidence.at(share.part() + 1), settled, share));
        }
        return hits;
    }

    private List<Share> shares(List<Feed> feeds, @Nullable ProcessEntry actor) {
        List<Share> shares = new ArrayList<>(feeds.size());
        for (Feed feed : feeds) {
            Rule correlation = rules.rule(feed.correlation());
            List<String> key = key(feed, actor);
            if (correlation != null && key != null) {
                Response response = correlation.response();
                boolean isChain = correlation.chain() != null;
                boolean isEvents = correlation.isOfEvents();
                // Whom a correlation means, the event that completes it tells, whatever happened in it; a chain has
                // steps.
                int step = isChain && response.step() == 0 ? 0 : 1;
                Response meaning = isEvents ? response : new Response(response.action(), step, response.role());
                // Of many events none says whom policy might want, unless the correlation says that one does.
                boolean meansNobody = !isChain && !isEvents && response.action() == Action.NONE;
                Meant meant = meansNobody ? Meant.nobody("the rule wants no containment") : meanings.of(meaning);
                shares.add(new Share(
                        new Place(event.tenant(), feed.correlation(), feed.level(), correlation.hash(), key, isChain),
                        feed.part(),
                        isChain ? standing(correlation).text() : value(feed),
                        meant.target(),
                        meant.note(),
                        shares(feed.next(), actor)));
            }
        }
        return shares;
    }

    private Standing standing(Rule chain) {
        return new Standing(event.service(), event.recordNumber(), watch.since(chain));
    }

    /** The value that is counted; null where the event lacks it. Those of several fields are one, told apart by their lengths. */
    private @Nullable String value(Feed feed) {
        if (feed.values().size() == 1) {
            return subject.text(feed.values().get(0));
        }
        StringBuilder together = new StringBuilder();
        for (FieldRef field : feed.values()) {
            String text = subject.text(field);
            if (text == null) {
                return null;
            }
            together.append(text.length()).append(':').append(text);
        }
        return together.isEmpty() ? null : together.toString();
    }

    /** The values that group the event; null where it lacks one, or where they would join what has nothing in common. */
    private @Nullable List<String> key(Feed feed, @Nullable ProcessEntry actor) {
        if (feed.asks() != null) {
            Artefact artefact = feed.asks().in(event, subject::text);
            return artefact == null ? null : List.of(artefact.key());
        }
        Keys keys = feed.keys();
        List<String> key = new ArrayList<>(keys.values().size() + 1);
        JoinScope scope = new JoinScope(event.endpoint());
        for (Keys.Value value : keys.values()) {
            String process = process(value, actor);
            String text = process != null ? process : value.reading().in(subject::text);
            if (text == null && !value.optional()) {
                return null;
            }
            String said = text == null ? "" : keys.cased() ? text : text.toLowerCase(Locale.ROOT);
            scope.take(value.field(), text == null ? null : said.toLowerCase(Locale.ROOT));
            key.add(said);
        }
        switch (scope.of(keys.reach())) {
            case FLEET -> {}
            case ENDPOINT -> key.add(event.endpoint());
            case NOWHERE -> {
                refused.run();
                return null;
            }
        }
        return key;
    }

    /** The id of a process as the tree knows it, also where the event carries only a pid; null for any other field. */
    private @Nullable String process(Keys.Value value, @Nullable ProcessEntry actor) {
        if (value.isActor()) {
            return actor == null ? event.entity() : actor.entity();
        }
        if (value.field() != null && PARENT.contains(value.field().key())) {
            return actor == null || actor.parent() == null ? event.parentEntity() : actor.parent();
        }
        return null;
    }
}
