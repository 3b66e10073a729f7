package io.cordon.engine.sequence;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.Contribution.News;
import io.cordon.engine.correlate.CorrelationSink;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.Judge;
import io.cordon.engine.correlate.Place;
import io.cordon.engine.rule.Chain.Kind;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges one key of a chain at a time.
 *
 * <p>The machine runs over the hits in event order, and again from where one came or went; what it says so far is a candidate, and what
 * must be missing is asked of candidates only, as Elasticsearch does. A candidate speaks at once, unless something must be missing at its
 * end: then when time has told. What is older than the key's time, the latest of its hits, by the lateness is decided: its hits go,
 * and what was pending stays.
 *
 * <p>A hit that comes in order costs the logarithm of the hits kept, and the candidates within a span of it where it is one that must be
 * missing; a late one besides what happened after it until the same is pending as before.
 */
public final class ChainJudge implements Judge<ChainGroup> {
    /** Beyond so many hits of a key the oldest are decided early. */
    static final int MOST_HITS = 50_000;
    /** What is cut off and what is decided at a time is a sixteenth: so it costs each hit little. */
    private static final int SHARE = 16;

    private final Bounds bounds;
    private final int mostHits;

    public ChainJudge(Bounds bounds) {
        this(bounds, MOST_HITS);
    }

    ChainJudge(Bounds bounds, int mostHits) {
        this.bounds = bounds;
        this.mostHits = mostHits;
    }

    @Override
    public ChainGroup begin(Place place) {
        return new ChainGroup(place);
    }

    @Override
    public int size(ChainGroup group) {
        return group.size();
    }

    @Override
    public void take(ChainGroup group, List<Contribution> contributions, CorrelationSink sink) {
        for (Contribution one : contributions) {
            if (one.news() == News.EXITED) {
                exited(group, one.hit());
                continue;
            }
            if (group.kept.isUnread(one)) {
                group.kept.readAll();
            }
            if (one.news() == News.PASSED) {
                group.pass(one.hit());
            } else if (isPast(one.hit(), group)) {
                boolean isKnown = group.retell(one.hit(), one.gone());
                if (!isKnown && one.news() == News.GIVEN) {
                    sink.late();
                }
            } else if (one.gone()) {
                group.remove(one.hit());
            } else {
                group.put(one.hit());
            }
        }
    }

    /** Takes in that the process in the key has exited. */
    private void exited(ChainGroup group, Hit exit) {
        long last = exit.time() + bounds.lateness();
        if (group.exit.tell(last, exit.evidence().appendTime()) && group.clock > last) {
            group.kept.readAll();
            group.changed.addAll(group.moments.tailMap(last, false).keySet());
            group.held.addAll(group.candidates.all());
            group.touchAll();
        }
    }

    /** Whether it is too late for a hit that is not known. */
    private boolean isPast(Hit hit, ChainGroup group) {
        boolean isLate = group.clock != ChainGroup.NEVER && hit.time() < group.clock - bounds.lateness();
        return hit.time() < group.horizon || (isLate && !group.has(hit));
    }

    @Override
    public void judge(ChainGroup group, RuleSet rules, CorrelationSink sink) {
        Rule rule = rule(group, rules);
        if (rule == null || rule.chain() == null) {
            return;
        }
        Plan plan = new Plan(rule.chain());
        group.goesOnAlone = !plan.isAnyMissing();
        boolean isFull = group.size() > mostHits;
        long decided = group.clock - bounds.lateness();
        // Not with each hit: it costs as much as there are hits and findings.
        boolean isDue = group.kept.first() < decided - Math.max(plan.span, bounds.lateness()) / SHARE;
        if (isFull || isDue) {
            group.kept.readAll();
        }
        say(group, rule, plan, rules, sink);
        if (isFull) {
            sink.dropped();
            decided = Math.max(decided, Past.timeOfNewest(mostHits - mostHits / SHARE, group));
        }
        if (isFull || isDue) {
            new Past(group, plan, bounds).decide(decided);
        }
        group.open = open(group, plan);
    }

    /** What waits for its next event, and what waits for time to tell. */
    private static int open(ChainGroup group, Plan plan) {
        long waiting = group.latest().values().stream()
                .filter(one -> group.clock - one.first().time() <= plan.span)
                .count();
        // The events that a join has so far make one match.
        long partial = plan.chain.kind() == Kind.SEQUENCE ? waiting : Math.min(waiting, 1);
        return (int) partial + group.awaiting.size();
    }

    private void say(ChainGroup group, Rule rule, Plan plan, RuleSet rules, CorrelationSink sink) {
        new Walk(group, plan).run();
        Absences absences = new Absences(group, plan);
        group.held.forEach(candidate -> candidate.disproof = absences.disproof(candidate));
        group.held.clear();
        group.news.forEach(absences::look);
        group.news.clear();
        ChainFindings findings = new ChainFindings(group, rule, plan, rules.id(), sink);
        for (String anchor : group.touched) {
            Candidate candidate = group.candidates.of(anchor);
            Verdict verdict = candidate == null ? Verdict.DISPROVED : Verdict.of(candidate, group, plan, bounds);
            if (verdict == Verdict.OPEN) {
                group.awaiting.add(anchor);
            } else {
                group.awaiting.remove(anchor);
            }
            if (candidate != null && (verdict == Verdict.STANDS || verdict == Verdict.STANDS_IN_SILENCE)) {
                findings.say(candidate, verdict == Verdict.STANDS_IN_SILENCE);
            } else if (verdict == Verdict.DISPROVED) {
                findings.retract(anchor);
            }
        }
        group.touched.clear();
    }

    @Override
    public boolean sweep(ChainGroup group, long append, RuleSet rules, CorrelationSink sink) {
        Rule rule = rule(group, rules);
        if (rule == null || rule.chain() == null) {
            return false;
        }
        group.append = Math.max(group.append, append);
        Plan plan = new Plan(rule.chain());
        boolean isQuiet = append >= quiet(group, plan);
        if (isQuiet) {
            group.kept.readAll();
        }
        if (rule.chain().awaits()) {
            group.touchAll();
        }
        say(group, rule, plan, rules, sink);
        group.open = open(group, plan);
        return !isQuiet || (isUndecided(group, plan) && append < group.lastAppend + bounds.idle());
    }

    @Override
    public long next(ChainGroup group, RuleSet rules) {
        Rule rule = rule(group, rules);
        if (rule == null || rule.chain() == null) {
            return group.lastAppend + bounds.lateness();
        }
        Plan plan = new Plan(rule.chain());
        long next = quiet(group, plan);
        if (group.append >= next) {
            next = Math.min(group.append + bounds.closing(), group.lastAppend + bounds.idle());
        }
        if (plan.chain.awaits()) {
            for (Candidate candidate : group.candidates.all()) {
                if (Verdict.of(candidate, group, plan, bounds) == Verdict.OPEN) {
                    next = Math.min(next, Verdict.silentAt(candidate, plan, bounds));
                }
            }
        }
        return next;
    }

    /** When nothing can come any more that belongs to what is there. */
    private long quiet(ChainGroup group, Plan plan) {
        long spanned = group.lastAppend + bounds.lateness() + plan.span;
        boolean isOfThePast = group.exit.isKnown() && group.clock <= group.exit.last;
        return isOfThePast
                ? Math.min(spanned, Math.max(group.lastAppend, group.exit.append) + bounds.lateness())
                : spanned;
    }

    /** Whether time or a silent endpoint may still say something of a match. */
    private boolean isUndecided(ChainGroup group, Plan plan) {
        return group.candidates.all().stream().anyMatch(candidate -> {
            Verdict verdict = Verdict.of(candidate, group, plan, bounds);
            return verdict == Verdict.OPEN
                    || verdict == Verdict.STANDS_IN_SILENCE
                    || (verdict == Verdict.STANDS && !candidate.match.isSettled());
        });
    }

    @Override
    public boolean isKnown(ChainGroup group, RuleSet rules) {
        return rule(group, rules) != null;
    }

    @Override
    public void endOfInput(ChainGroup group, RuleSet rules, CorrelationSink sink) {
        Rule rule = rule(group, rules);
        if (rule != null && rule.chain() != null) {
            group.isOver = true;
            group.kept.readAll();
            group.touchAll();
            say(group, rule, new Plan(rule.chain()), rules, sink);
        }
        group.clear();
    }

    /** The group's rule, unless it was changed or taken away: then what it remembers means nothing any more. */
    private static @Nullable Rule rule(ChainGroup group, RuleSet rules) {
        Rule rule = rules.rule(group.place.correlation());
        return rule != null && rule.hash().equals(group.place.version()) ? rule : null;
    }
}
