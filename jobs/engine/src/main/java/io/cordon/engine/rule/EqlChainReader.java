package io.cordon.engine.rule;

import io.cordon.engine.eql.Dialect;
import io.cordon.engine.eql.SearchChain;
import io.cordon.engine.rule.ChainRules.Clause;
import io.cordon.engine.rule.Keys.Reach;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a rule of an EQL query of several events: a sequence, join or sample. */
final class EqlChainReader {
    private static final String SCOPE = "scope";
    private static final String RETENTION = "retention";
    /** What such a rule may say beside its query. */
    static final List<String> KEYS = List.of(SCOPE, RETENTION);

    private EqlChainReader() {}

    /** @param head what the rule says of itself */
    static Rule read(RuleNode document, SearchChain chain, Rule head) throws RuleRefusedException {
        Rule rule =
                rule(chain, reach(document.get(SCOPE), chain.dialect()), span(document.get(RETENTION), chain), head);
        RuleNode response = document.get("response");
        RuleNode step = response == null ? null : response.get("step");
        if (step != null && head.response().step() > 0) {
            requireEvent(step, head.response().step(), chain);
        }
        return rule;
    }

    /** A rule that says nothing beside its query. */
    static Rule bare(SearchChain chain, Rule head) {
        return rule(chain, reach(chain.dialect()), chain.maxspan(), head);
    }

    static Rule rule(SearchChain chain, Reach reach, @Nullable Duration span, Rule head) {
        ChainRules rules = ChainRules.of(head, Chain.Kind.valueOf(chain.kind().name()));
        for (SearchChain.Step step : chain.steps()) {
            rules.step(clause(chain, step, reach), step.missing(), step.runs(), step.fork());
        }
        if (chain.until() != null) {
            rules.until(clause(chain, chain.until(), reach));
        }
        if (span != null) {
            rules.span(span);
        }
        return rules.rule();
    }

    private static Clause clause(SearchChain chain, SearchChain.Step step, Reach reach) {
        List<Keys.Value> values = chain.keysOf(step).stream()
                .map(key -> new Keys.Value(key.field(), key.optional(), key::in))
                .toList();
        return new Clause(EqlRuleReader.scope(step.search()), step.search().condition(), new Keys(values, reach, true));
    }

    private static Reach reach(@Nullable RuleNode scope, Dialect dialect) throws RuleRefusedException {
        if (scope == null) {
            return reach(dialect);
        }
        return switch (scope.text()) {
            case "endpoint" -> Reach.ENDPOINT;
            case "fleet" -> Reach.FLEET;
            default -> throw scope.refuse("expected one of endpoint, fleet");
        };
    }

    /** The agents' dialects see one endpoint, Elasticsearch's sees them all. */
    private static Reach reach(Dialect dialect) {
        return dialect == Dialect.ENDPOINT || dialect == Dialect.ENDGAME ? Reach.ENDPOINT : Reach.BY_FIELD;
    }

    private static @Nullable Duration span(@Nullable RuleNode retention, SearchChain chain)
            throws RuleRefusedException {
        if (retention == null) {
            return chain.maxspan();
        }
        if (chain.maxspan() != null) {
            throw retention.refuse(
                    "expected no 'retention' beside 'maxspan': what is open is kept for as long as that");
        }
        return Timespans.read(retention);
    }

    private static void requireEvent(RuleNode node, int step, SearchChain chain) throws RuleRefusedException {
        if (step > chain.steps().size()) {
            throw node.refuse("expected one of the " + chain.steps().size() + " steps");
        }
        if (chain.steps().get(step - 1).missing()) {
            throw node.refuse("expected a step that has an event: step " + step + " must be missing");
        }
    }
}
