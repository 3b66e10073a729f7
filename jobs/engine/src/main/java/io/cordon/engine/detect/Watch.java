package io.cordon.engine.detect;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.Contribution.News;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.rule.Chain;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.tree.EndpointHeader;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * What chains have to know of an endpoint's time: from when on it was watched by a rule that looks back, and when it has passed what a
 * rule waits for.
 */
final class Watch {
    private final DetectorConfig config;
    private final CompiledRules rules;
    private final DetectStore store;

    Watch(DetectorConfig config, CompiledRules rules, DetectStore store) {
        this.config = config;
        this.rules = rules;
        this.store = store;
    }

    /**
     * Begins to watch by the rules of the set that look back: from the endpoint's time on, or from its first event on where it is new.
     *
     * @param time of an event that the endpoint's clocks have not taken in
     * @return whether hits were told that the endpoint was watched for less than it was
     */
    boolean begin(long time, boolean isLate) {
        if (config.knowsAll()) {
            return false;
        }
        EndpointHeader header = store.header();
        boolean isLonger = !isLate && header.watchFrom(time);
        boolean isNews = isLonger;
        // Not with each event: it would cost each as much as there are such rules.
        if (!header.isWatchedBy(rules.lookingBack())) {
            for (Rule rule : rules.lookingBack()) {
                isNews |= header.watch(rule.hash());
            }
        }
        if (isNews) {
            store.header(header);
        }
        return isLonger;
    }

    /** From when on rule and endpoint were watched, in µs. */
    long since(Rule rule) {
        Chain chain = rule.chain();
        return config.knowsAll() || chain == null || !chain.looksBack()
                ? Long.MIN_VALUE
                : store.header().watchedSince(rule.hash());
    }

    /** Has a chain told when the endpoint's time has passed what it waits for after a hit. */
    void await(Hit hit, Sink sink) {
        Rule rule = rules.rule(hit.share().place().correlation());
        if (config.settle() == DetectorConfig.NEVER
                || rule == null
                || rule.chain() == null
                || !rule.chain().awaits()) {
            return;
        }
        long due =
                hit.time() + TimeUnit.NANOSECONDS.toMicros(rule.chain().span().toNanos()) + config.settle();
        EndpointHeader header = store.header();
        if (due <= header.time()) {
            sink.contribution(new Contribution(hit, News.PASSED));
            return;
        }
        long moment = Math.floorDiv(due + config.tick() - 1, config.tick()) * config.tick();
        Waiting waiting = store.waiting().get(moment);
        // A full one goes on in the next microsecond: each hit rewrites what it waits with.
        while (waiting != null && !waiting.hasRoom(hit)) {
            moment++;
            waiting = store.waiting().get(moment);
        }
        Waiting longer = waiting == null ? new Waiting() : waiting;
        longer.put(hit);
        store.waiting().put(moment, longer);
        if (header.waitUntil(moment)) {
            store.header(header);
        }
    }

    /** Tells what the endpoint's time has passed. */
    void tell(Sink sink) {
        EndpointHeader header = store.header();
        if (header.time() < header.due()) {
            return;
        }
        long next = Long.MAX_VALUE;
        for (long moment : sorted(store.waiting().keys())) {
            if (moment > header.time()) {
                next = moment;
                break;
            }
            Waiting waiting = store.waiting().get(moment);
            if (waiting != null) {
                waiting.hits.forEach(hit -> sink.contribution(new Contribution(hit, News.PASSED)));
                store.waiting().remove(moment);
            }
        }
        header.due(next);
        store.header(header);
    }

    /** Forgets what no rule watches any more, and of an endpoint that is gone all. */
    void sweep(boolean isGone) {
        if (isGone) {
            sorted(store.waiting().keys()).forEach(store.waiting()::remove);
        }
        EndpointHeader header = store.header();
        if (header.watchOnly(rules.lookingBack().stream().map(Rule::hash).toList())) {
            store.header(header);
        }
    }

    private static List<Long> sorted(Iterable<Long> keys) {
        TreeSet<Long> sorted = new TreeSet<>();
        keys.forEach(sorted::add);
        return List.copyOf(sorted);
    }
}
