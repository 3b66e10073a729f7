package io.cordon.cli;

import io.cordon.engine.condition.Anchor;
import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.Predicate;
import io.cordon.engine.condition.Predicate.Piece;
import io.cordon.engine.rule.Chain;
import io.cordon.engine.rule.Correlation;
import io.cordon.engine.rule.Feed;
import io.cordon.engine.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes many rules of some: copies that look for other texts of the same kind. In every literal of a copy one letter is another
 * one, so that it shares its beginning with the original and others; literals of up to three characters stay as they are, and so
 * do those of exceptions, which are the same programs and folders in all rules (the copies of a rule that is nothing but an
 * exception would hold for each event).
 */
final class RuleVariations {
    private static final int SHORT = 3;

    private final Random random;

    private RuleVariations(Random random) {
        this.random = random;
    }

    /** The rules themselves, and further copies until there are so many times as many. */
    static List<Rule> of(List<Rule> rules, int times) {
        List<Rule> all = new ArrayList<>(rules);
        for (int copy = 1; copy < times; copy++) {
            for (Rule rule : rules) {
                all.add(new RuleVariations(new Random(31L * rule.id().hashCode() + copy)).copy(rule, copy));
            }
        }
        return all;
    }

    private Rule copy(Rule rule, int copy) {
        return new Rule(
                rule.id() + '#' + copy,
                rule.title(),
                rule.language(),
                rule.hash(),
                rule.level(),
                rule.mode(),
                rule.tactics(),
                rule.techniques(),
                rule.tags(),
                rule.scope(),
                vary(rule.condition()),
                rule.response(),
                rule.voice(),
                copy(rule.correlation(), copy),
                vary(rule.chain(), copy),
                rule.prevalence(),
                rule.feeds().stream().map(feed -> copy(feed, copy)).toList());
    }

    private static @Nullable Correlation copy(@Nullable Correlation correlation, int copy) {
        return correlation == null
                ? null
                : new Correlation(
                        correlation.type(),
                        correlation.rules().stream().map(id -> id + '#' + copy).toList(),
                        correlation.groupBy(),
                        correlation.timespan(),
                        correlation.limits());
    }

    private @Nullable Chain vary(@Nullable Chain chain, int copy) {
        if (chain == null) {
            return null;
        }
        List<Chain.Step> steps = chain.steps().stream()
                .map(step -> new Chain.Step(copy(step.rule(), copy), step.missing(), step.runs(), step.fork()))
                .toList();
        return new Chain(chain.kind(), steps, chain.span(), chain.until() == null ? null : copy(chain.until(), copy));
    }

    private static Feed copy(Feed feed, int copy) {
        return new Feed(
                feed.correlation() + '#' + copy,
                feed.level(),
                feed.part(),
                feed.keys(),
                feed.values(),
                feed.next().stream().map(next -> copy(next, copy)).toList(),
                feed.asks());
    }

    private Condition vary(Condition condition) {
        if (condition instanceof Condition.All all) {
            return new Condition.All(vary(all.parts()));
        }
        if (condition instanceof Condition.Any any) {
            return new Condition.Any(vary(any.parts()));
        }
        if (condition instanceof Condition.AtLeast some) {
            return new Condition.AtLeast(some.count(), vary(some.parts()));
        }
        if (condition instanceof Condition.Keyword keyword) {
            return new Condition.Keyword(vary(keyword.predicate()));
        }
        if (condition instanceof Condition.DescendantOf descendant) {
            return new Condition.DescendantOf(Anchor.of(vary(descendant.anchor().condition())));
        }
        if (condition instanceof Condition.ChildOf child) {
            return new Condition.ChildOf(Anchor.of(vary(child.anchor().condition())));
        }
        if (condition instanceof Condition.EventOf event) {
            return new Condition.EventOf(Anchor.of(vary(event.anchor().condition())));
        }
        return condition instanceof Condition.Test test
                ? new Condition.Test(test.field(), vary(test.predicate()))
                : condition;
    }

    private List<Condition> vary(List<Condition> parts) {
        return parts.stream().map(this::vary).toList();
    }

    private Predicate vary(Predicate predicate) {
        if (!(predicate instanceof Predicate.Text text)) {
            return predicate;
        }
        return new Predicate.Text(
                text.pattern().stream()
                        .map(piece -> piece instanceof Piece.Literal literal
                                ? new Piece.Literal(vary(literal.text()))
                                : piece)
                        .toList(),
                text.cased());
    }

    private String vary(String text) {
        List<Integer> letters = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                letters.add(i);
            }
        }
        if (text.length() <= SHORT || letters.isEmpty()) {
            return text;
        }
        StringBuilder varied = new StringBuilder(text);
        varied.setCharAt(letters.get(random.nextInt(letters.size())), (char) ('a' + random.nextInt(26)));
        return varied.toString();
    }
}
