package io.cordon.engine.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Checks regular expressions where they stand, so that a rule is refused when it is read. */
final class Regexes {
    private Regexes() {}

    static String checked(String expression, RuleNode where) throws RuleRefusedException {
        try {
            Pattern.compile(expression);
            return expression;
        } catch (PatternSyntaxException e) {
            throw where.refuse("expected a regular expression that RE2 can run in linear time: " + e.getMessage());
        }
    }
}
