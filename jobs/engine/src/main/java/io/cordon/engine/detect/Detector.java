package io.cordon.engine.detect;

import io.cordon.engine.condition.Subject;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.tree.EndpointHeader;
import io.cordon.engine.tree.ProcessTree;
import io.cordon.engine.tree.TreeSweep;

/**
 * Judges one endpoint's events: each updates the process tree, meets the rules, and has earlier verdicts judged anew that rest
 * on what it changed. Everything that is remembered lies in the {@link DetectStore}.
 */
public final class Detector {
    private final DetectorConfig config;

    public Detector(DetectorConfig config) {
        this.config = config;
    }

    public void process(EndpointEvent event, CompiledRules rules, DetectStore store, Sink sink) {
        EndpointHeader header = store.header();
        ProcessTree tree = new ProcessTree(event.endpoint(), store);
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
        long past = idle ? Long.MAX_VALUE : header.time() - config.lateness();
        Watch watch = new Watch(config, rules, store);
        new Verdicts(rules, store, new ProcessTree(endpoint, store), watch, sink).close(past);
        watch.sweep(idle);
        int evicted = TreeSweep.sweep(store, past, idle, config.maxProcesses());
        for (int i = 0; i < evicted; i++) {
            sink.counted(Counter.PROCESS_EVICTED);
        }
        return !idle;
    }

    /** An event that was processed, with all that is known of its process now. */
    public static Subject subject(EndpointEvent event, DetectStore store) {
        return new TreeSubject(event, new ProcessTree(event.endpoint(), store), store.header(), true, () -> {});
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
