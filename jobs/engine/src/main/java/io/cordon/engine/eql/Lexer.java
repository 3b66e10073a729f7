package io.cordon.engine.eql;

import io.cordon.engine.eql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a query into tokens that know where they stand. */
final class Lexer {
    private static final List<String> OPERATORS = List.of(
            "==", "!=", "<=", ">=", "=", "<", ">", "(", ")", "[", "]", ",", ":", "|", "~", "+", "-", "*", "/", "%", "?",
            "!");

    private final String text;
    private final Dialect dialect;
    private final int nextColumn;
    private final List<Token> tokens = new ArrayList<>();
    private int line;
    private int lineStart;
    private int offset;
    private int at;

    /** A lexer of a text that stands at a place. */
    Lexer(String text, Dialect dialect, Placed placed) {
        this.text = text;
        this.dialect = dialect;
        this.line = placed.line();
        this.offset = placed.column();
        this.nextColumn = placed.nextColumn();
    }

    List<Token> read() throws QueryRefusedException {
        while (skip()) {
            Position here = here();
            char c = text.charAt(at);
            if (text.startsWith("\"\"\"", at)) {
                dialect.require(Feature.TRIPLE_QUOTES, here);
                add(Kind.STRING, tripleQuoted(here), false, true, here);
            } else if (c == '"' || c == '\'') {
                requireSingle(c, here);
                add(Kind.STRING, new Escapes(text, dialect).read(at, here), false, false, here);
                at = closing(at + 1, c, here) + 1;
            } else if (c == '?' && at + 1 < text.length() && "\"'".indexOf(text.charAt(at + 1)) >= 0) {
                dialect.require(Feature.QUESTION_STRINGS, here);
                char quote = text.charAt(at + 1);
                int end = closing(at + 2, quote, here);
                add(Kind.STRING, text.substring(at + 2, end).replace("\\" + quote, "" + quote), false, false, here);
                at = end + 1;
            } else if (isDigit(at) || (c == '.' && isDigit(at + 1))) {
                number(here);
            } else if (isNameStart(c)) {
                name(here);
            } else {
                String operator = operator();
                if (operator == null) {
                    throw new QueryRefusedException(here, "expected EQL, found '" + c + "'");
                }
                add(Kind.OPERATOR, operator, false, false, here);
                at += operator.length();
            }
        }
        add(Kind.END, "", false, false, here());
        return tokens;
    }

    private void requireSingle(char quote, Position here) throws QueryRefusedException {
        if (quote == '\'') {
            dialect.require(Feature.SINGLE_QUOTES, here);
        }
    }

    private void add(Kind kind, String value, boolean quoted, boolean verbatim, Position here) {
        tokens.add(new Token(kind, value, quoted, verbatim, here));
    }

    private Position here() {
        return new Position(line, at - lineStart + offset);
    }

    /** Goes on to the next token; false where there is none. */
    private boolean skip() throws QueryRefusedException {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                pass(at + 1);
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw new QueryRefusedException(here(), "expected */ at the comment's end");
                }
                pass(end + 2);
            } else {
                return true;
            }
        }
        return false;
    }

    /** Moves on, over lines. */
    private void pass(int to) {
        for (; at < to; at++) {
            if (text.charAt(at) == '\n') {
                line++;
                lineStart = at + 1;
                offset = nextColumn;
            }
        }
    }

    private String tripleQuoted(Position here) throws QueryRefusedException {
        int from = at + 3;
        int end = text.indexOf("\"\"\"", from);
        if (end < 0) {
            throw new QueryRefusedException(here, "expected \"\"\" at the string's end");
        }
        // Up to two quotes before the closing ones belong to the string.
        while (end + 3 < text.length() && text.charAt(end + 3) == '"') {
            end++;
        }
        pass(end + 3);
        return text.substring(from, end);
    }

    private int closing(int from, char quote, Position here) throws QueryRefusedException {
        for (int i = from; i < text.length() && text.charAt(i) != '\n'; i++) {
            if (text.charAt(i) == quote) {
                return i;
            }
            if (text.charAt(i) == '\\') {
                i++;
            }
        }
        throw new QueryRefusedException(here, "expected " + quote + " at the string's end");
    }

    private void number(Position here) {
        int to = at;
        while (to < text.length() && (isDigit(to) || text.charAt(to) == '.' || isExponent(to))) {
            to++;
        }
        int end = to;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        // 30s is one token, 4or is two.
        to = Keywords.isReserved(text.substring(to, end)) ? to : end;
        add(Kind.NUMBER, text.substring(at, to), false, false, here);
        at = to;
    }

    /** Whether an exponent begins here, or its digits do behind a sign. */
    private boolean isExponent(int i) {
        char c = text.charAt(i);
        char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
        return "eE".indexOf(c) >= 0
                ? isDigit(i + 1) || ("+-".indexOf(next) >= 0 && isDigit(i + 2))
                : "+-".indexOf(c) >= 0 && "eE".indexOf(text.charAt(i - 1)) >= 0;
    }

    private void name(Position here) throws QueryRefusedException {
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        int i = at;
        if (text.charAt(i) == '$') {
            name.append('$');
            i++;
        }
        while (i < text.length() && (isName(text.charAt(i)) || (text.charAt(i) == '`' && opensPart(name)))) {
            if (text.charAt(i) != '`') {
                name.append(text.charAt(i++));
                continue;
            }
            quoted = true;
            i = backquoted(i + 1, name, here);
        }
        add(Kind.NAME, name.toString(), quoted, false, here);
        at = i;
    }

    private static boolean opensPart(StringBuilder name) {
        return name.length() == 0 || ".$".indexOf(name.charAt(name.length() - 1)) >= 0;
    }

    private int backquoted(int from, StringBuilder name, Position here) throws QueryRefusedException {
        for (int i = from; i < text.length() && text.charAt(i) != '\n'; i++) {
            boolean twice = text.startsWith("``", i);
            if (text.charAt(i) == '`' && !twice) {
                return i + 1;
            }
            name.append(text.charAt(i));
            i += twice ? 1 : 0;
        }
        throw new QueryRefusedException(here, "expected ` at the name's end");
    }

    private boolean isDigit(int i) {
        return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }

    private static boolean isNameStart(char c) {
        return isName(c) || c == '`' || c == '$';
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '@';
    }

    private @Nullable String operator() {
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                return operator;
            }
        }
        return null;
    }
}
