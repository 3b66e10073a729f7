package io.cordon.engine.detect;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.Contribution.News;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.rule.Chain;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.tree.EndpointHeader;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What chains have to know of an endpoint's time: from when on it was watched by a rule that looks back, and when it has passed what a
 * rule waits for.
 */
final class Watch {
    private final DetectorConfig config;
    private final CompiledRules rules;
    private final DetectStore store;
    private final Exits exits;

    Watch(DetectorConfig config, CompiledRules rules, DetectStore store) {
        this.config = config;
        this.rules = rules;
        this.store = store;
        this.exits = new Exits(config, rules, store);
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

    /**
     * Has a chain told when the endpoint's time has passed what it waits for after a hit, and when the process in its key is gone.
     *
     * @param process whose event it is, by its sensor's id
     */
    void await(Hit hit, @Nullable String process, Sink sink) {
        exits.note(process, hit);
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
        put(hit, moment);
        if (header.waitUntil(moment)) {
            store.header(header);
        }
    }

    /** What waits for a moment has a microsecond each, from the moment on: each hit writes itself and the count, whatever waits. */
    private void put(Hit hit, long moment) {
        Waiting first = store.waiting().get(moment);
        if (first == null) {
            store.waiting().put(moment, new Waiting(hit, 1));
            return;
        }
        long at = moment + first.count() - 1;
        Waiting last = first.count() == 1 ? first : store.waiting().get(at);
        if (last != null && last.hit().share().place().equals(hit.share().place())) {
            // The chain hears of the later of the two, which tells it of both.
            if (hit.time() > last.hit().time()) {
                store.waiting().put(at, new Waiting(hit, last.count()));
            }
        } else {
            store.waiting().put(at + 1, new Waiting(hit, 1));
            store.waiting().put(moment, new Waiting(first.hit(), first.count() + 1));
        }
    }

    /** Tells what the endpoint's time has passed. */
    void tell(Sink sink) {
        EndpointHeader header = store.header();
        if (header.time() < header.due()) {
            return;
        }
        long now = Math.floorDiv(header.time(), config.tick()) * config.tick();
        for (long moment = header.due(); moment <= Math.min(now, header.lastDue()); moment += config.tick()) {
            tell(moment, sink);
        }
        header.told(now + config.tick());
        store.header(header);
    }

    private void tell(long moment, Sink sink) {
        Waiting first = store.waiting().get(moment);
        int count = first == null ? 0 : first.count();
        for (long at = moment; at < moment + count; at++) {
            Waiting waiting = store.waiting().get(at);
            if (waiting != null) {
                sink.contribution(new Contribution(waiting.hit(), News.PASSED));
                store.waiting().remove(at);
            }
        }
    }

    /** Forgets what no rule watches any more, and of an endpoint that is gone all. */
    void sweep(boolean isGone) {
        if (isGone) {
            store.waiting().keys().forEach(store.waiting()::remove);
        }
        EndpointHeader header = store.header();
        if (header.watchOnly(rules.lookingBack().stream().map(Rule::hash).toList())) {
            store.header(header);
        }
    }
}
