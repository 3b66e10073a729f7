package io.cordon.engine.eql;

import io.cordon.engine.eql.Token.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/** Goes through the tokens of a query. */
final class Cursor {
    private static final int MOST_DEPTH = 100;
    private static final int MOST_DIGITS = 40;
    private static final Pattern NUMBER = Pattern.compile("([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,2})?");

    private final List<Token> tokens;
    private final Dialect dialect;
    private int at;
    private int depth;

    Cursor(List<Token> tokens, Dialect dialect) {
        this.tokens = tokens;
        this.dialect = dialect;
    }

    Dialect dialect() {
        return dialect;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    boolean sees(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    boolean accept(String word) {
        if (peek().is(word)) {
            at++;
            return true;
        }
        return false;
    }

    Token expect(String word) throws QueryRefusedException {
        if (!peek().is(word)) {
            throw peek().refuse("expected '" + word + "'");
        }
        return next();
    }

    /** Takes a token that only some dialects know. */
    Token take(Feature feature) throws QueryRefusedException {
        dialect.require(feature, peek().at());
        return next();
    }

    /** Goes in by one bracket, or whatever else nests. */
    void deeper() throws QueryRefusedException {
        if (++depth > MOST_DEPTH) {
            throw tokens.get(Math.max(0, at - 1)).refuse("expected at most " + MOST_DEPTH + " brackets in each other");
        }
    }

    void back() {
        depth--;
    }

    BigDecimal number() throws QueryRefusedException {
        Token token = next();
        if (token.kind() == Kind.NUMBER
                && token.text().length() <= MOST_DIGITS
                && NUMBER.matcher(token.text()).matches()) {
            return new BigDecimal(token.text());
        }
        throw token.refuse("expected a number");
    }

    /** A whole number within bounds. */
    int count(int least, int most) throws QueryRefusedException {
        Token token = peek();
        if (token.kind() == Kind.NUMBER && token.text().matches("[0-9]{1,9}")) {
            int count = Integer.parseInt(next().text());
            if (count >= least && count <= most) {
                return count;
            }
        }
        throw token.refuse("expected a number from " + least + " to " + most);
    }
}
