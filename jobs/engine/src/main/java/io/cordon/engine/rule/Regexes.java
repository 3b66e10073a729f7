package io.cordon.engine.rule;

import io.cordon.engine.condition.RegexCheck;

/** Checks regular expressions where they stand, so that a rule is refused when it is read. */
final class Regexes {
    private Regexes() {}

    static String checked(String expression, RuleNode where) throws RuleRefusedException {
        String problem = RegexCheck.problem(expression);
        if (problem != null) {
            throw where.refuse(problem);
        }
        return expression;
    }
}
