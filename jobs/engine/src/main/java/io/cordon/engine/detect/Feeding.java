package io.cordon.engine.detect;

import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.Place;
import io.cordon.engine.correlate.Share;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.rule.Feed;
import io.cordon.engine.rule.Response;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.tree.ProcessEntry;
import io.cordon.engine.tree.ProcessTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes of a match what the correlations that judge it hear. */
final class Feeding {
    private final EndpointEvent event;
    private final TreeSubject subject;
    private final ProcessTree tree;
    private final CompiledRules rules;

    Feeding(TreeSubject subject, ProcessTree tree, CompiledRules rules) {
        this.event = subject.event();
        this.subject = subject;
        this.tree = tree;
        this.rules = rules;
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
            List<String> key = key(feed);
            if (correlation != null && key != null) {
                Response response = correlation.response();
                // Whom it means is told from the event that completes the correlation, whatever happened in it.
                Meant meant = Meant.by(new Response(response.action(), 1, response.role()), event, actor, tree);
                shares.add(new Share(
                        new Place(event.tenant(), feed.correlation(), feed.level(), correlation.hash(), key),
                        feed.part(),
                        value(feed),
                        meant.target(),
                        meant.note(),
                        shares(feed.next(), actor)));
            }
        }
        return shares;
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

    /** The values that group the event, in lower case; null where it lacks one. */
    private @Nullable List<String> key(Feed feed) {
        List<String> key = new ArrayList<>(feed.keys().size() + 1);
        boolean isOfEndpoint = false;
        boolean joins = true;
        for (FieldRef field : feed.keys()) {
            String text = subject.text(field);
            if (text == null) {
                return null;
            }
            String value = text.toLowerCase(Locale.ROOT);
            isOfEndpoint |= value.equals(event.endpoint());
            joins &= JoinScope.joins(field, value);
            key.add(value);
        }
        if (!joins && !isOfEndpoint) {
            key.add(event.endpoint());
        }
        return key;
    }
}
