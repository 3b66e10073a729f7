package io.cordon.engine.sequence;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.Place;
import io.cordon.engine.correlate.Share;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.rule.Chain;
import io.cordon.engine.rule.Chain.Kind;
import io.cordon.engine.rule.Chain.Step;
import io.cordon.engine.rule.ChainRules;
import io.cordon.engine.rule.ChainRules.Clause;
import io.cordon.engine.rule.Keys;
import io.cordon.engine.rule.Response;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Chains and hits for tests. */
final class Chains {
    static final long SECOND = 1_000_000;
    static final Clause ANY = new Clause(
            new Scope("", Set.of(), Set.of()),
            new Condition.All(List.of()),
            new Keys(List.of(), Keys.Reach.BY_FIELD, true));

    private Chains() {}

    /**
     * A rule of steps such as {@code A !B C*2}, the letter being of no meaning but to be read; {@code ^} is a fork.
     *
     * @param until whether there is one
     */
    static Rule rule(Kind kind, String steps, int seconds, boolean until) {
        ChainRules rules = ChainRules.of(head(), kind).span(Duration.ofSeconds(seconds));
        for (String step : steps.split(" +", -1)) {
            int star = step.indexOf('*');
            int runs = star < 0 ? 1 : Integer.parseInt(step.substring(star + 1).replace("^", ""));
            rules.step(ANY, step.startsWith("!"), runs, step.endsWith("^"));
        }
        return (until ? rules.until(ANY) : rules).rule();
    }

    static Rule head() {
        return new Rule(
                "chain",
                "A chain",
                Rule.Language.EQL,
                "v1",
                Rule.Level.HIGH,
                Rule.Mode.AUDIT,
                List.of(),
                List.of(),
                new Scope("", Set.of(), Set.of()),
                new Condition.All(List.of()),
                Response.DEFAULT);
    }

    static Place place() {
        return new Place("default", "chain", 1, "v1", List.of("k"), true);
    }

    static Hit hit(String event, String endpoint, int part, long time, boolean settled, Standing standing) {
        Evidence evidence = new Evidence(event, List.of("p:" + event), endpoint, null, part + 1, time, time);
        return new Hit(evidence, settled, new Share(place(), part, standing.text(), null, "", List.of()));
    }

    /** A chain, for who reads a test that failed. */
    static String text(Rule rule) {
        Chain chain = Objects.requireNonNull(rule.chain());
        StringBuilder text = new StringBuilder(chain.kind() + " with maxspan=" + chain.span());
        for (Step step : chain.steps()) {
            text.append(step.missing() ? " !" : " ")
                    .append((char) ('A' + chain.steps().indexOf(step)));
            text.append("*").append(step.runs()).append(step.fork() ? "^" : "");
        }
        return text.append(chain.until() == null ? "" : " until").toString();
    }

    /** Hits in event order: second, event, the step's letter, endpoint, and where it stands. */
    static String text(List<Hit> hits) {
        return hits.stream()
                .map(Spot::of)
                .sorted()
                .map(spot -> "\n" + spot.time() / 1e6 + " " + spot.event() + " " + (char) ('A' + spot.part()) + " "
                        + spot.endpoint() + " " + spot.standing() + (spot.hit().settled() ? "" : " unsettled"))
                .collect(Collectors.joining());
    }
}
