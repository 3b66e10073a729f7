package io.cordon.engine.detect;

import io.cordon.engine.condition.Anchor;
import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.detect.OpenMatch.Said;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.tree.EndpointHeader;
import io.cordon.engine.tree.ProcessTree;
import io.cordon.engine.tree.TreeSweep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
        tree.apply(event);
        Watch watch = new Watch(config, rules, store);
        watch.begin(header.utc(event.time(), event.clock()));
        boolean late = advance(event, header, store, sink);
        TreeSubject subject = new TreeSubject(event, tree, header, false, gaveUp(sink));
        Map<Rule, Truth> verdicts = judge(event, subject, rules, tree);
        if (verdicts != null) {
            keep(subject, verdicts, rules, store, tree, sink, late);
        }
        rejudge(rules, store, tree, sink);
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
        ProcessTree tree = new ProcessTree(endpoint, store);
        boolean idle = append - header.lastAppend() > config.idle();
        close(idle ? Long.MAX_VALUE : header.time() - config.lateness(), rules, store, tree, sink);
        new Watch(config, rules, store).sweep(idle);
        int evicted = TreeSweep.sweep(
                store, idle ? Long.MAX_VALUE : header.time() - config.lateness(), idle, config.maxProcesses());
        for (int i = 0; i < evicted; i++) {
            sink.counted(Counter.PROCESS_EVICTED);
        }
        return !idle;
    }

    /** An event that was processed, with all that is known of its process now. */
    public static Subject subject(EndpointEvent event, DetectStore store) {
        return new TreeSubject(event, new ProcessTree(event.endpoint(), store), store.header(), true, () -> {});
    }

    private static Runnable gaveUp(Sink sink) {
        return () -> sink.counted(Counter.EXPRESSION_GIVEN_UP);
    }

    /** Closes every verdict: the end of input ends all windows. */
    public void endOfInput(String endpoint, CompiledRules rules, DetectStore store, Sink sink) {
        close(Long.MAX_VALUE, rules, store, new ProcessTree(endpoint, store), sink);
    }

    /** How long to wait between sweeps, in µs of append time. */
    public long sweepInterval() {
        return config.sweep();
    }

    private boolean advance(EndpointEvent event, EndpointHeader header, DetectStore store, Sink sink) {
        long time = header.utc(event.time(), event.clock());
        boolean late = header.time() != EndpointEvent.ABSENT && time < header.time() - config.lateness();
        if (late) {
            sink.counted(Counter.LATE);
        }
        boolean ahead = time > event.appendTime() + config.skew();
        if (ahead) {
            sink.counted(Counter.AHEAD);
        }
        if (header.advance(ahead ? event.appendTime() : time, event.appendTime(), config.tick())) {
            store.header(header);
        }
        return late;
    }

    /** The rules that hold or are open, also none where only an anchor is open; null where the event is settled as nothing. */
    private static @Nullable Map<Rule, Truth> judge(
            EndpointEvent event, TreeSubject subject, CompiledRules rules, ProcessTree tree) {
        boolean open = satisfy(event, subject, rules, tree);
        Map<Rule, Truth> verdicts = new LinkedHashMap<>(0);
        rules.match(subject, verdicts::put);
        if (subject.relied()) {
            subject.doubt(true);
            rules.match(subject, (rule, truth) -> verdicts.putIfAbsent(rule, Truth.FALSE));
            subject.doubt(false);
        }
        return verdicts.isEmpty() && !open ? null : verdicts;
    }

    /**
     * Tells the tree which anchors the event satisfies, until it satisfies no more: one may rest on another that the same event
     * satisfies ({@code event of [… event of […]]}).
     *
     * @return whether what it satisfies may still turn out otherwise
     */
    private static boolean satisfy(EndpointEvent event, TreeSubject subject, CompiledRules rules, ProcessTree tree) {
        Set<Long> satisfied = new HashSet<>(0);
        List<Truth> open = new ArrayList<>(0);
        int before;
        do {
            before = satisfied.size();
            open.clear();
            rules.anchorsOf(subject, (anchor, truth) -> {
                if (truth == Truth.TRUE && satisfied.add(anchor.id())) {
                    tree.satisfied(event, anchor.id(), anchor.isNested());
                }
                // Whose event it is may still turn out otherwise where it carries only a pid.
                if (truth != Truth.TRUE || event.entity() == null || anchor.isNested()) {
                    open.add(truth);
                }
            });
            if (satisfied.size() > before) {
                subject.forget();
            }
        } while (satisfied.size() > before && !open.isEmpty());
        if (open.isEmpty() && subject.relied()) {
            subject.doubt(true);
            rules.anchorsOf(subject, (anchor, truth) -> open.add(truth));
            subject.doubt(false);
        }
        return !open.isEmpty();
    }

    private void keep(
            TreeSubject subject,
            Map<Rule, Truth> verdicts,
            CompiledRules rules,
            DetectStore store,
            ProcessTree tree,
            Sink sink,
            boolean late) {
        EndpointEvent event = subject.event();
        OpenMatch known = store.matches().get(event.id());
        OpenMatch match = known == null ? new OpenMatch(event) : known;
        if (known != null) {
            known.readAgain(event);
        }
        verdicts.keySet().forEach(rule -> match.said.putIfAbsent(rule.id(), Said.NOTHING));
        verdicts.forEach((rule, truth) -> say(match, rule, truth, rules, store, tree, sink));
        if (!late) {
            verdicts.forEach((rule, truth) -> feed(match, rule, truth, subject, rules, store, tree, sink));
        }
        // What comes after the lateness is judged, but nothing can change it: it need not be kept.
        if (!late) {
            store.matches().put(event.id(), match);
            tree.watch(event);
        }
    }

    private static void say(
            OpenMatch match,
            Rule rule,
            Truth truth,
            CompiledRules rules,
            DetectStore store,
            ProcessTree tree,
            Sink sink) {
        Said before = match.said.getOrDefault(rule.id(), Said.NOTHING);
        if (!rule.raises() || (!truth.holds() && before.version() == 0)) {
            return;
        }
        Finding unnumbered = Findings.of(match, rule, truth, rules.setId(), tree, store.header(), 0);
        int digest = digest(unnumbered);
        if (before.version() > 0 && before.digest() == digest) {
            return;
        }
        int version = before.version() + 1;
        match.said.put(rule.id(), new Said(version, digest));
        sink.finding(Findings.of(match, rule, truth, rules.setId(), tree, store.header(), version));
    }

    /** Tells correlations what the match means to them, where that is news. */
    private void feed(
            OpenMatch match,
            Rule rule,
            Truth truth,
            TreeSubject subject,
            CompiledRules rules,
            DetectStore store,
            ProcessTree tree,
            Sink sink) {
        if (rule.feeds().isEmpty()) {
            return;
        }
        long time = store.header().utc(match.event.time(), match.event.clock());
        Watch watch = new Watch(config, rules, store);
        List<Hit> now = truth.holds()
                ? new Feeding(subject, tree, rules, watch, () -> sink.counted(Counter.KEY_REFUSED))
                        .hits(rule, Findings.evidence(match, subject.actor(), time), truth.settled())
                : List.of();
        match.feed(rule.id(), now, sink);
        now.forEach(hit -> watch.await(hit, sink));
    }

    /** Of everything but the rule set: a new set that says the same says nothing new. */
    private static int digest(Finding finding) {
        return (finding.state() + "|" + finding.rule().hash() + "|"
                        + finding.rule().mode() + "|" + finding.evidence() + "|" + finding.target() + "|"
                        + finding.targetNote())
                .hashCode();
    }

    private void rejudge(CompiledRules rules, DetectStore store, ProcessTree tree, Sink sink) {
        for (Set<String> stale = tree.takeStale(); !stale.isEmpty(); stale = tree.takeStale()) {
            for (String id : new TreeSet<>(stale)) {
                OpenMatch match = store.matches().get(id);
                if (match != null) {
                    judgeAgain(match, rules, store, tree, sink, false);
                    store.matches().put(id, match);
                    tree.watch(match.event);
                }
            }
        }
    }

    private void judgeAgain(
            OpenMatch match, CompiledRules rules, DetectStore store, ProcessTree tree, Sink sink, boolean closing) {
        EndpointEvent event = match.event;
        TreeSubject subject = new TreeSubject(event, tree, store.header(), closing, gaveUp(sink));
        Set<Long> satisfied = new HashSet<>();
        rules.anchorsOf(subject, (anchor, truth) -> {
            if (truth == Truth.TRUE || (closing && truth.holds())) {
                satisfied.add(anchor.id());
            }
        });
        for (Anchor anchor : rules.anchors()) {
            if (satisfied.contains(anchor.id())) {
                tree.satisfied(event, anchor.id(), anchor.isNested() && !closing);
            } else {
                tree.notSatisfied(event, anchor.id());
            }
        }
        for (String id : List.copyOf(match.said.keySet())) {
            Rule rule = rules.rule(id);
            if (rule != null) {
                Truth truth = rules.judge(rule, subject);
                say(match, rule, truth, rules, store, tree, sink);
                feed(match, rule, truth, subject, rules, store, tree, sink);
            }
        }
    }

    private void close(long before, CompiledRules rules, DetectStore store, ProcessTree tree, Sink sink) {
        List<OpenMatch> closing = new ArrayList<>();
        for (String id : store.matches().keys()) {
            OpenMatch match = store.matches().get(id);
            if (match != null && store.header().utc(match.event.time(), match.event.clock()) <= before) {
                closing.add(match);
            }
        }
        for (OpenMatch match : closing) {
            judgeAgain(match, rules, store, tree, sink, true);
        }
        rejudgeClosing(closing, rules, store, tree, sink);
        for (OpenMatch match : closing) {
            tree.unwatch(match.event);
            store.matches().remove(match.event.id());
        }
    }

    /** What closing one match satisfies may be news for another. */
    private void rejudgeClosing(
            List<OpenMatch> closing, CompiledRules rules, DetectStore store, ProcessTree tree, Sink sink) {
        for (Set<String> stale = tree.takeStale(); !stale.isEmpty(); stale = tree.takeStale()) {
            for (String id : new TreeSet<>(stale)) {
                OpenMatch match = store.matches().get(id);
                if (match != null) {
                    boolean isClosing =
                            closing.stream().anyMatch(one -> one.event.id().equals(id));
                    judgeAgain(match, rules, store, tree, sink, isClosing);
                    store.matches().put(id, match);
                }
            }
        }
    }
}
