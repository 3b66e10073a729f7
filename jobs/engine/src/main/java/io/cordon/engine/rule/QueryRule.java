package io.cordon.engine.rule;

import io.cordon.engine.eql.Compiled;
import io.cordon.engine.eql.Dialect;
import io.cordon.engine.eql.Search;
import io.cordon.engine.eql.SearchChain;
import io.cordon.engine.rule.Keys.Reach;
import io.cordon.engine.rule.Rule.Language;
import io.cordon.engine.rule.Rule.Level;
import io.cordon.engine.rule.Rule.Mode;
import java.time.Duration;
import java.util.List;

/** An EQL query that is asked once, of a recording, as a rule: nothing bounds what it waits for but its {@code maxspan}. */
public final class QueryRule {
    /** More than lies between any two times that are believed, and few enough for a count of ns. */
    private static final Duration UNBOUNDED = Duration.ofDays(100_000);

    private QueryRule() {}

    public static Rule of(Compiled query) {
        Rule head = new RuleHead("query", "query", "", Level.MEDIUM, List.of(), List.of(), List.of(), Response.DEFAULT)
                .rule(Language.EQL, Mode.AUDIT);
        if (query instanceof SearchChain chain) {
            Duration span = chain.maxspan() == null ? UNBOUNDED : chain.maxspan();
            return EqlChainReader.rule(chain, reach(chain.dialect()), span, head);
        }
        return EqlRuleReader.searching(((Search.Alone) query).search(), head);
    }

    /** Nobody acts upon what a query finds, so a value that every endpoint has is refused nowhere: it joins on each of them. */
    private static Reach reach(Dialect dialect) {
        return dialect == Dialect.ENDPOINT || dialect == Dialect.ENDGAME ? Reach.ENDPOINT : Reach.BY_VALUE;
    }
}
