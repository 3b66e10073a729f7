package io.cordon.engine.detect;

import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.FindingId;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.prevalence.Showing;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.tree.EndpointHeader;
import io.cordon.engine.tree.Graft;
import io.cordon.engine.tree.ProcessTree;
import io.cordon.engine.tree.TreeSweep;
import io.cordon.engine.tree.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Judges one endpoint's events: each updates the process tree, meets the rules, and has earlier verdicts judged anew that rest
 * on what it changed. Everything that is remembered lies in the {@link DetectStore}.
 */
public final class Detector {
    private final DetectorConfig config;
    private final Showing showing = new Showing();

    public Detector(DetectorConfig config) {
        this.config = config;
    }

    public void process(EndpointEvent event, CompiledRules rules, DetectStore store, Sink sink) {
        EndpointHeader header = store.header();
        ProcessTree tree = new ProcessTree(event.endpoint(), store);
        new Running(rules, store, tree).meet(event.tenant());
        long offset = header.offset();
        tree.apply(event);
        long time = header.utc(event.time(), event.clock());
        boolean isLate = isLate(time, header, sink);
        Watch watch = new Watch(config, rules, store);
        boolean isWatchedLonger = watch.begin(time, isLate);
        advance(time, event.appendTime(), store, sink);
        Verdicts verdicts = new Verdicts(rules, store, tree, watch, sink);
        if (header.offset() != offset) {
            verdicts.clockShifted();
        }
        if (isWatchedLonger) {
            verdicts.watchedLonger();
        }
        verdicts.judge(event, isLate);
        watch.tell(sink);
        new Grafting(store, tree, sink).tell();
        // What claims to come from the future would stay in the memory for as long.
        if (sink.remembers() && event.time() <= event.appendTime() + config.skew()) {
            showing.news(event).forEach(sink::shown);
        }
    }

    /**
     * Closes the verdicts that nothing can change any more, and ends the state of what is gone.
     *
     * @param append how far Kafka's append time has come, in µs
     * @return whether anything is left of the endpoint
     */
    public boolean sweep(String endpoint, long append, CompiledRules rules, DetectStore store, Sink sink) {
        EndpointHeader header = store.header();
        boolean idle = append - header.lastAppend() > config.idle();
        // Of an endpoint that was only heard of nothing is past.
        long before = header.time() == EndpointEvent.ABSENT ? EndpointEvent.ABSENT : header.time() - config.lateness();
        long past = idle ? Long.MAX_VALUE : before;
        Watch watch = new Watch(config, rules, store);
        ProcessTree tree = new ProcessTree(endpoint, store);
        new Verdicts(rules, store, tree, watch, sink).close(past);
        Grafting grafting = new Grafting(store, tree, sink);
        grafting.tell();
        watch.sweep(idle);
        TreeSweep.Gone gone = new Exits(config, rules, store).telling(endpoint, sink);
        int evicted = TreeSweep.sweep(endpoint, store, past, idle, config.maxProcesses(), gone);
        for (int i = 0; i < evicted; i++) {
            sink.counted(Counter.PROCESS_EVICTED);
        }
        grafting.sweep();
        return !idle;
    }

    /**
     * Takes in that an edge leads away from one of the endpoint's processes, or does no more.
     *
     * @param append when the record was appended that says so, in µs
     */
    public void way(Way way, long append, DetectStore store, Sink sink) {
        hear(append, store);
        new Grafting(store, new ProcessTree(way.endpoint(), store), sink).take(way);
    }

    /**
     * Takes in what one of the endpoint's processes inherits over an edge, and judges anew what that changes.
     *
     * @param append when the record was appended that says so, in µs
     */
    public void graft(Graft graft, long append, CompiledRules rules, DetectStore store, Sink sink) {
        hear(append, store);
        ProcessTree tree = new ProcessTree(graft.endpoint(), store);
        tree.graft(graft);
        new Verdicts(rules, store, tree, new Watch(config, rules, store), sink).rejudge();
        new Grafting(store, tree, sink).tell();
    }

    /**
     * Judges everything as the end of the input will, while something may still come over edges.
     *
     * @see #endOfInput
     */
    public void beforeEndOfInput(String endpoint, CompiledRules rules, DetectStore store, Sink sink) {
        ProcessTree tree = new ProcessTree(endpoint, store);
        new Verdicts(rules, store, tree, new Watch(config, rules, store), sink).settle(Long.MAX_VALUE);
        new Grafting(store, tree, sink).tell();
    }

    /**
     * Words as a finding what something beside the rules in force says of an event that was processed.
     *
     * @param key what tells it from what others say of the event by the same rule
     * @param more what else is known of its target
     */
    public static Finding found(
            EndpointEvent event, Rule rule, String key, Map<String, String> more, DetectStore store) {
        ProcessTree tree = new ProcessTree(event.endpoint(), store);
        Meant meant = new Meanings(event, tree).of(rule.response());
        return Findings.of(new OpenMatch(event), rule, Truth.TRUE, List.of(), key, tree, store.header(), meant)
                .named(FindingId.of(event.tenant(), rule.id(), List.of(key), event.id()), more);
    }

    /** An event that was processed, with all that is known of its process now. */
    public static Subject subject(EndpointEvent event, DetectStore store) {
        return new TreeSubject(event, new ProcessTree(event.endpoint(), store), store.header(), true, () -> {});
    }

    /** Receives what an event matches. */
    public interface Matched {
        /**
         * A rule that the event matches.
         *
         * @param time of the event, in µs, on its endpoint's UTC clock
         * @param hits what it means to the chains that judge the rule
         */
        void accept(Rule rule, long time, List<Hit> hits);
    }

    /** Tells what an event that was processed matches, with all that is known of its process now. */
    public void matches(EndpointEvent event, CompiledRules rules, DetectStore store, Sink sink, Matched out) {
        ProcessTree tree = new ProcessTree(event.endpoint(), store);
        TreeSubject subject =
                new TreeSubject(event, tree, store.header(), true, () -> sink.counted(Counter.EXPRESSION_GIVEN_UP));
        List<Rule> matched = new ArrayList<>(1);
        rules.match(subject, (rule, truth) -> {
            if (truth.holds()) {
                matched.add(rule);
            }
        });
        if (matched.isEmpty()) {
            return;
        }
        long time = store.header().utc(event.time(), event.clock());
        Watch watch = new Watch(config, rules, store);
        Feeding feeding =
                new Feeding(subject, new Meanings(event, tree), rules, watch, () -> sink.counted(Counter.KEY_REFUSED));
        Evidence evidence = Findings.evidence(new OpenMatch(event), subject.actor(), time);
        matched.forEach(rule -> out.accept(rule, time, feeding.hits(rule, evidence, true)));
    }

    /** Closes every verdict: the end of input ends all windows. */
    public void endOfInput(String endpoint, CompiledRules rules, DetectStore store, Sink sink) {
        Watch watch = new Watch(config, rules, store);
        new Verdicts(rules, store, new ProcessTree(endpoint, store), watch, sink).close(Long.MAX_VALUE);
    }

    /** How long to wait between sweeps, in µs of append time. */
    public long sweepInterval() {
        return config.sweep();
    }

    /** State ends some time after the last record, and so has to begin with one. */
    private static void hear(long append, DetectStore store) {
        if (store.header().heard(append)) {
            store.header(store.header());
        }
    }

    private boolean isLate(long time, EndpointHeader header, Sink sink) {
        boolean isLate = header.time() != EndpointEvent.ABSENT && time < header.time() - config.lateness();
        if (isLate) {
            sink.counted(Counter.LATE);
        }
        return isLate;
    }

    private void advance(long time, long append, DetectStore store, Sink sink) {
        boolean isAhead = time > append + config.skew();
        if (isAhead) {
            sink.counted(Counter.AHEAD);
        }
        EndpointHeader header = store.header();
        if (header.advance(isAhead ? append : time, append, config.tick())) {
            store.header(header);
        }
    }
}
