package io.cordon.engine.detect;

import io.cordon.engine.condition.Anchor;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.detect.OpenMatch.Said;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.tree.ProcessTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Judges one endpoint's events by one set of rules: first as they come, and anew when something that they rest on changes. */
final class Verdicts {
    private final CompiledRules rules;
    private final DetectStore store;
    private final ProcessTree tree;
    private final Watch watch;
    private final Sink sink;

    Verdicts(CompiledRules rules, DetectStore store, ProcessTree tree, Watch watch, Sink sink) {
        this.rules = rules;
        this.store = store;
        this.tree = tree;
        this.watch = watch;
        this.sink = sink;
    }

    /**
     * Judges an event that the tree has taken in.
     *
     * @param isLate whether it came after the lateness: it is judged, but nothing can change that, so it need not be kept
     */
    void judge(EndpointEvent event, boolean isLate) {
        TreeSubject subject = subject(event, false);
        boolean isOpen = satisfy(event, subject);
        Map<Rule, Truth> verdicts = new LinkedHashMap<>(0);
        rules.match(subject, verdicts::put);
        if (subject.relied()) {
            subject.doubt(true);
            rules.match(subject, (rule, truth) -> verdicts.putIfAbsent(rule, Truth.FALSE));
            subject.doubt(false);
        }
        if (!verdicts.isEmpty() || isOpen) {
            keep(subject, verdicts, isOpen, isLate);
        }
        rejudge();
    }

    private TreeSubject subject(EndpointEvent event, boolean isClosing) {
        return new TreeSubject(event, tree, store.header(), isClosing, () -> sink.counted(Counter.EXPRESSION_GIVEN_UP));
    }

    /**
     * Tells the tree which anchors the event satisfies, until it satisfies no more: one may rest on another that the same event
     * satisfies ({@code event of [… event of […]]}).
     *
     * @return whether what it satisfies may still turn out otherwise
     */
    private boolean satisfy(EndpointEvent event, TreeSubject subject) {
        Set<Long> satisfied = new HashSet<>(0);
        List<Anchor> telling = new ArrayList<>(0);
        List<Truth> open = new ArrayList<>(0);
        int before;
        do {
            before = satisfied.size();
            open.clear();
            telling.clear();
            rules.anchorsOf(subject, (anchor, truth) -> {
                // What it rests on may be another than before.
                if (truth == Truth.TRUE && (satisfied.add(anchor.id()) || anchor.isNested())) {
                    telling.add(anchor);
                }
                // Whose event it is may still turn out otherwise where it carries only a pid.
                if (truth != Truth.TRUE || event.entity() == null || anchor.isNested()) {
                    open.add(truth);
                }
            });
            telling.forEach(anchor -> tree.satisfied(event, anchor.id(), anchor.isNested(), edges(anchor, subject)));
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

    private List<String> edges(Anchor anchor, TreeSubject subject) {
        return anchor.isNested() ? subject.edges(() -> rules.judge(anchor, subject)) : List.of();
    }

    private List<String> edges(Rule rule, Truth truth, TreeSubject subject) {
        return truth.holds() ? subject.edges(() -> rules.judge(rule, subject)) : List.of();
    }

    private void keep(TreeSubject subject, Map<Rule, Truth> verdicts, boolean isOpen, boolean isLate) {
        EndpointEvent event = subject.event();
        OpenMatch known = store.matches().get(event.id());
        OpenMatch match = known == null ? new OpenMatch(event) : known;
        if (known != null) {
            known.readAgain(event);
        }
        verdicts.keySet().forEach(rule -> match.said.putIfAbsent(rule.id(), Said.NOTHING));
        Meanings meanings = new Meanings(event, tree);
        verdicts.forEach((rule, truth) -> say(match, rule, truth, edges(rule, truth, subject), meanings));
        if (!isLate) {
            verdicts.forEach((rule, truth) -> feed(match, rule, truth, edges(rule, truth, subject), subject, meanings));
            match.decided(!isOpen && isDecided(subject, verdicts), event);
            store.matches().put(event.id(), match);
            tree.watch(event);
        }
    }

    /**
     * Whether nothing that comes can change which rules hold: they rest on what the event says alone. What correlations heard of it
     * is worded anew from the whole event, and so is what it names that can be contained.
     */
    private static boolean isDecided(TreeSubject subject, Map<Rule, Truth> verdicts) {
        return subject.event().entity() != null
                && !subject.restedOnTree()
                && verdicts.entrySet().stream()
                        .allMatch(verdict -> verdict.getValue() == Truth.TRUE
                                && verdict.getKey().feeds().isEmpty())
                && Named.beside(subject.event()).isEmpty();
    }

    private void say(OpenMatch match, Rule rule, Truth truth, List<String> edges, Meanings meanings) {
        Said before = match.said.getOrDefault(rule.id(), Said.NOTHING);
        if (!rule.raisesAtOnce() || (!truth.holds() && before.version() == 0)) {
            return;
        }
        Meant meant = meanings.of(rule.response());
        Finding finding = Findings.of(match, rule, truth, edges, rules.setId(), tree, store.header(), meant);
        int digest = Findings.digest(finding);
        if (before.version() > 0 && before.digest() == digest) {
            return;
        }
        int version = before.version() + 1;
        match.said.put(rule.id(), new Said(version, digest, Said.rule(rule)));
        sink.finding(finding.numbered(version));
    }

    /** Tells correlations and chains what the match means to them, where that is news. */
    private void feed(
            OpenMatch match, Rule rule, Truth truth, List<String> edges, TreeSubject subject, Meanings meanings) {
        if (rule.feeds().isEmpty()) {
            return;
        }
        long time = time(match.event);
        Feeding feeding = new Feeding(subject, meanings, rules, watch, () -> sink.counted(Counter.KEY_REFUSED));
        List<Hit> now = truth.holds()
                ? feeding.hits(
                        rule, Findings.evidence(match, subject.actor(), time).over(edges), truth.settled())
                : List.of();
        match.feed(rule.id(), now, sink).forEach(hit -> watch.await(hit, match.event.entity(), sink));
    }

    private long time(EndpointEvent event) {
        return store.header().utc(event.time(), event.clock());
    }

    /** Judges anew what rests on something that has changed. */
    void rejudge() {
        for (Set<String> stale = tree.takeStale(); !stale.isEmpty(); stale = tree.takeStale()) {
            judgeAgain(new TreeSet<>(stale));
        }
    }

    private void judgeAgain(Set<String> ids) {
        for (String id : ids) {
            OpenMatch match = store.matches().get(id);
            if (match != null) {
                judgeAgain(match, false);
                store.matches().put(id, match);
                tree.watch(match.event);
            }
        }
    }

    /** Judges anew what only carries the log's time: what that means of the endpoint's clock has changed. */
    void clockShifted() {
        judgeAgain(ids(match -> match.event.clock() == Clock.RECORD));
    }

    /** Judges anew what chains were told that look back. */
    void watchedLonger() {
        Set<String> lookingBack = rules.lookingBack().stream().map(Rule::id).collect(Collectors.toSet());
        judgeAgain(ids(match -> match.feedsAny(lookingBack)));
    }

    private Set<String> ids(Predicate<OpenMatch> which) {
        Set<String> ids = new TreeSet<>();
        for (String id : store.matches().keys()) {
            OpenMatch match = store.matches().get(id);
            if (match != null && which.test(match)) {
                ids.add(id);
            }
        }
        return ids;
    }

    private void judgeAgain(OpenMatch match, boolean isClosing) {
        if (match.isDecided) {
            sayAgain(match);
            return;
        }
        EndpointEvent event = match.event;
        TreeSubject subject = subject(event, isClosing);
        Set<Long> satisfied = new HashSet<>();
        rules.anchorsOf(subject, (anchor, truth) -> {
            if (truth == Truth.TRUE || (isClosing && truth.holds())) {
                satisfied.add(anchor.id());
            }
        });
        for (Anchor anchor : rules.anchors()) {
            if (satisfied.contains(anchor.id())) {
                tree.satisfied(event, anchor.id(), anchor.isNested() && !isClosing, edges(anchor, subject));
            } else {
                tree.notSatisfied(event, anchor.id());
            }
        }
        Meanings meanings = new Meanings(event, tree);
        for (String id : List.copyOf(match.said.keySet())) {
            Rule rule = rules.rule(id);
            if (rule != null) {
                Truth truth = rules.judge(rule, subject);
                List<String> edges = edges(rule, truth, subject);
                say(match, rule, truth, edges, meanings);
                feed(match, rule, truth, edges, subject, meanings);
            }
        }
    }

    /** Whom a rule means and when it was, the tree may know better by now; a rule that was changed since starts anew. */
    private void sayAgain(OpenMatch match) {
        Meanings meanings = new Meanings(match.event, tree);
        for (Map.Entry<String, Said> entry : Map.copyOf(match.said).entrySet()) {
            Rule rule = rules.rule(entry.getKey());
            if (rule != null && entry.getValue().rule() == Said.rule(rule)) {
                say(match, rule, Truth.TRUE, List.of(), meanings);
            }
        }
    }

    /** Closes what happened up to a moment: nothing changes it any more. */
    void close(long moment) {
        for (OpenMatch match : settle(moment)) {
            tree.unwatch(match.event);
            store.matches().remove(match.event.id());
        }
    }

    /** Judges what happened up to a moment as if nothing could change it any more, and keeps it. */
    List<OpenMatch> settle(long moment) {
        List<OpenMatch> closing = new ArrayList<>();
        for (String id : ids(match -> time(match.event) <= moment)) {
            closing.add(Objects.requireNonNull(store.matches().get(id)));
        }
        closing.forEach(match -> judgeAgain(match, true));
        rejudgeClosing(closing);
        return closing;
    }

    /** What closing one match satisfies may be news for another. */
    private void rejudgeClosing(List<OpenMatch> closing) {
        for (Set<String> stale = tree.takeStale(); !stale.isEmpty(); stale = tree.takeStale()) {
            for (String id : new TreeSet<>(stale)) {
                OpenMatch match = store.matches().get(id);
                if (match != null) {
                    judgeAgain(
                            match,
                            closing.stream().anyMatch(one -> one.event.id().equals(id)));
                    store.matches().put(id, match);
                }
            }
        }
    }
}
