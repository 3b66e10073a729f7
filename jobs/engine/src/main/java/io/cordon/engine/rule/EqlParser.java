package io.cordon.engine.rule;

import io.cordon.engine.condition.Anchor;
import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.Predicate;
import io.cordon.engine.condition.Predicate.Order;
import io.cordon.engine.condition.Predicate.Piece;
import io.cordon.engine.condition.Predicate.Place;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.FieldCatalogue;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.rule.EqlLexer.Kind;
import io.cordon.engine.rule.EqlLexer.Token;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads an EQL event query, {@code category where condition}, with {@code descendant of [query]}.
 *
 * <p>EQL's comparisons are null where a field is missing, and only what is true matches. So a comparison under a negation asks
 * that its field is there; {@code parse} carries the negation down to the comparisons.
 */
final class EqlParser {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_DIGITS = 40;

    private final List<Token> tokens;
    private int at;
    private int depth;

    EqlParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** A query, resolved. */
    record Query(Set<Activity> activities, Condition condition) {
        Scope scope() {
            return new Scope("", Set.of(), activities);
        }

        Anchor anchor() {
            List<Condition> parts = new ArrayList<>();
            if (!activities.isEmpty()) {
                parts.add(new Condition.Happened(List.copyOf(activities)));
            }
            parts.add(condition);
            return Anchor.of(new Condition.All(parts));
        }
    }

    Query query() throws RuleRefusedException {
        Query query = eventQuery();
        if (peek().kind() != Kind.END) {
            throw peek().refuse(
                            peek().is("|")
                                    ? "expected the end of the query; pipes are not supported yet"
                                    : "expected 'and', 'or' or the end of the query");
        }
        return query;
    }

    private Query eventQuery() throws RuleRefusedException {
        Token category = next();
        if (category.is("sequence") || category.is("sample") || category.is("join")) {
            throw category.refuse("expected an event query; '" + category.text() + "' is not supported yet");
        }
        Set<Activity> activities = EqlCategories.activities(category);
        expect("where");
        return new Query(activities, or(false));
    }

    private Condition or(boolean negated) throws RuleRefusedException {
        List<Condition> parts = new ArrayList<>(List.of(and(negated)));
        while (accept("or")) {
            parts.add(and(negated));
        }
        return join(parts, negated);
    }

    private Condition and(boolean negated) throws RuleRefusedException {
        List<Condition> parts = new ArrayList<>(List.of(not(negated)));
        while (accept("and")) {
            parts.add(not(negated));
        }
        return join(parts, !negated);
    }

    private static Condition join(List<Condition> parts, boolean all) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        return all ? new Condition.All(parts) : new Condition.Any(parts);
    }

    private Condition not(boolean negated) throws RuleRefusedException {
        boolean inner = negated;
        while (accept("not")) {
            inner = !inner;
        }
        if (accept("(")) {
            deeper();
            Condition condition = or(inner);
            expect(")");
            depth--;
            return condition;
        }
        return comparison(inner);
    }

    private Condition comparison(boolean negated) throws RuleRefusedException {
        Token first = next();
        if (first.is("true") || first.is("false")) {
            return first.is("true") != negated ? new Condition.All(List.of()) : new Condition.Any(List.of());
        }
        if (first.is("descendant") && peek().is("of")) {
            at++;
            expect("[");
            deeper();
            Condition descends = new Condition.DescendantOf(eventQuery().anchor());
            expect("]");
            depth--;
            return negated ? new Condition.Not(descends) : descends;
        }
        if ((first.is("child") || first.is("event")) && peek().is("of")) {
            throw first.refuse("expected 'descendant of'; '" + first.text() + " of' is not supported yet");
        }
        if (first.is("?")) {
            first = next(); // an optional field: a missing one is null here anyway
        }
        if (first.kind() != Kind.NAME) {
            throw first.refuse("expected a field, 'not', 'descendant of' or '('");
        }
        if (peek().is("(")) {
            throw first.refuse("expected a comparison; functions are not supported yet");
        }
        FieldRef field = FieldCatalogue.builtIn().resolve(first.text());
        boolean inverted = negated;
        if (peek().is("not") && (peek(1).is("in") || peek(1).is("like") || peek(1).is("regex"))) {
            at++;
            inverted = !inverted;
        }
        Token operator = next();
        if (operator.is("!=")) {
            inverted = !inverted;
        }
        if ((operator.is("==") || operator.is("!=")) && accept("null")) {
            return present(field, inverted);
        }
        List<Predicate> predicates = predicates(operator);
        Condition holds = join(
                predicates.stream()
                        .<Condition>map(one -> new Condition.Test(field, one))
                        .toList(),
                false);
        return inverted ? known(field, predicates, new Condition.Not(holds)) : holds;
    }

    private List<Predicate> predicates(Token operator) throws RuleRefusedException {
        List<Predicate> predicates = new ArrayList<>();
        switch (operator.kind() == Kind.NAME || operator.kind() == Kind.OPERATOR ? operator.text() : "") {
            case "==", "!=" -> predicates.add(equal(next(), true));
            case ":" -> values(predicates, token -> wildcards(token, false));
            case "like" -> {
                boolean anyCase = accept("~");
                values(predicates, token -> wildcards(token, !anyCase));
            }
            case "in" -> {
                boolean anyCase = accept("~");
                if (!peek().is("(")) {
                    throw peek().refuse("expected '('");
                }
                values(predicates, token -> equal(token, !anyCase));
            }
            case "regex" -> {
                boolean anyCase = accept("~");
                values(predicates, token -> regex(token, anyCase));
            }
            case "<", "<=", ">", ">=" -> predicates.add(new Predicate.Compare(order(operator), number(next())));
            default -> throw operator.refuse("expected one of == != < <= > >= : in like regex");
        }
        return predicates;
    }

    /** What is only true where the field, and every field that it is compared with, is there. */
    private static Condition known(FieldRef field, List<Predicate> predicates, Condition condition) {
        List<Condition> parts = new ArrayList<>();
        parts.add(present(field, true));
        for (Predicate predicate : predicates) {
            if (predicate instanceof Predicate.OtherField other) {
                parts.add(present(other.other(), true));
            }
        }
        parts.add(condition);
        return new Condition.All(parts);
    }

    private void deeper() throws RuleRefusedException {
        if (++depth > MAX_DEPTH) {
            throw tokens.get(at - 1).refuse("expected at most " + MAX_DEPTH + " brackets in each other");
        }
    }

    private static Condition present(FieldRef field, boolean yes) {
        Condition exists = new Condition.Test(field, new Predicate.Exists());
        return yes ? exists : new Condition.Not(exists);
    }

    /** What a value's token asks of the field. */
    private interface Value {
        Predicate of(Token token) throws RuleRefusedException;
    }

    /** One value, or several in parentheses. */
    private void values(List<Predicate> out, Value value) throws RuleRefusedException {
        if (!accept("(")) {
            out.add(value.of(next()));
            return;
        }
        do {
            out.add(value.of(next()));
        } while (accept(","));
        expect(")");
    }

    private Predicate equal(Token token, boolean cased) throws RuleRefusedException {
        return switch (token.kind()) {
            case STRING -> new Predicate.Text(literal(token.text()), cased);
            case NUMBER -> new Predicate.Text(literal(number(token).toPlainString()), true);
            case NAME -> {
                if (token.is("true") || token.is("false")) {
                    yield new Predicate.Text(literal(token.text()), false);
                }
                if (peek().is("(")) {
                    throw token.refuse("expected a string, a number or a field; functions are not supported yet");
                }
                yield new Predicate.OtherField(
                        Place.WHOLE, FieldCatalogue.builtIn().resolve(token.text()), cased);
            }
            default -> {
                if (token.is("-")) {
                    yield new Predicate.Text(literal(number(token).toPlainString()), true);
                }
                throw token.refuse("expected a string, a number or a field");
            }
        };
    }

    private static List<Piece> literal(String text) {
        return text.isEmpty() ? List.of() : List.of(new Piece.Literal(text));
    }

    private Predicate wildcards(Token token, boolean cased) throws RuleRefusedException {
        if (token.kind() == Kind.NUMBER || token.is("-")) {
            return new Predicate.Text(literal(number(token).toPlainString()), true);
        }
        if (token.kind() != Kind.STRING) {
            throw token.refuse("expected a string");
        }
        List<Piece> pattern = new ArrayList<>();
        for (int i = 0; i < token.text().length(); i++) {
            char c = token.text().charAt(i);
            pattern.add(c == '*' ? new Piece.Any() : c == '?' ? new Piece.One() : new Piece.Literal(String.valueOf(c)));
        }
        return new Predicate.Text(SigmaPattern.tidy(pattern), cased);
    }

    private static Predicate regex(Token token, boolean anyCase) throws RuleRefusedException {
        if (token.kind() != Kind.STRING) {
            throw token.refuse("expected a string with a regular expression");
        }
        String problem = Regexes.problem(token.text());
        if (problem != null) {
            throw token.refuse(problem);
        }
        return new Predicate.Regex(token.text(), anyCase, false, true, true);
    }

    private static Order order(Token operator) {
        return switch (operator.text()) {
            case "<" -> Order.LESS;
            case "<=" -> Order.LESS_OR_EQUAL;
            case ">" -> Order.GREATER;
            default -> Order.GREATER_OR_EQUAL;
        };
    }

    private BigDecimal number(Token token) throws RuleRefusedException {
        Token digits = token.is("-") || token.is("+") ? next() : token;
        if (digits.kind() == Kind.NUMBER
                && digits.text().length() <= MAX_DIGITS
                && digits.text().matches("[0-9.]+")) {
            try {
                BigDecimal number = new BigDecimal(digits.text());
                return token.is("-") ? number.negate() : number;
            } catch (NumberFormatException e) {
                // refused below
            }
        }
        throw digits.refuse("expected a number");
    }

    private Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    private boolean accept(String word) {
        if (peek().is(word)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String word) throws RuleRefusedException {
        if (!accept(word)) {
            throw peek().refuse("expected '" + word + "'");
        }
    }
}
