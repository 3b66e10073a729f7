package io.cordon.engine.eql;

import io.cordon.engine.condition.RegexCheck;

/** Reads the regular expressions of a dialect, as RE2 or Java write them. */
record Regular(Dialect dialect) {
    String read(Expression.Text text) throws QueryRefusedException {
        String expression =
                dialect.has(Feature.LUCENE_REGEX) ? new LuceneRegex(text.token()).translated() : text.value();
        String problem = RegexCheck.problem(expression);
        if (problem != null) {
            throw new QueryRefusedException(text.at(), problem);
        }
        return expression;
    }
}
