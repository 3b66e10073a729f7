package io.cordon.engine.rule;

import java.util.ArrayList;
import java.util.List;

/** Cuts an EQL query into tokens that know where they stand. */
final class EqlLexer {
    private static final List<String> OPERATORS = List.of(
            "==", "!=", "<=", ">=", "<", ">", "(", ")", "[", "]", ",", ":", "|", "~", "+", "-", "*", "/", "%", "?");

    private final int firstLine;
    private final int firstColumn;
    private final int nextColumn;

    /**
     * Begins at a place.
     *
     * @param firstLine the line of the first character, from 1
     * @param firstColumn its column, from 1
     * @param nextColumn the column at which further lines begin
     */
    EqlLexer(int firstLine, int firstColumn, int nextColumn) {
        this.firstLine = firstLine;
        this.firstColumn = firstColumn;
        this.nextColumn = nextColumn;
    }

    enum Kind {
        NAME,
        NUMBER,
        STRING,
        OPERATOR,
        END
    }

    /**
     * A token.
     *
     * @param text a string's value, else as it stands
     * @param raw whether a string has no wildcards of its own escapes left: {@code """…"""}
     */
    record Token(Kind kind, String text, boolean raw, int line, int column) {
        RuleRefusedException refuse(String expected) {
            String found = kind == Kind.END ? "the end of the query" : "'" + text + "'";
            return new RuleRefusedException(line, column, expected + ", found " + found);
        }

        boolean is(String word) {
            return (kind == Kind.NAME || kind == Kind.OPERATOR) && text.equals(word);
        }
    }

    List<Token> read(String text) throws RuleRefusedException {
        List<Token> tokens = new ArrayList<>();
        int line = firstLine;
        int lineStart = 0;
        int offset = firstColumn;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int column = i - lineStart + offset;
            if (c == '\n') {
                line++;
                i++;
                lineStart = i;
                offset = nextColumn;
            } else if (Character.isWhitespace(c)) {
                i++;
            } else if (text.startsWith("//", i)) {
                i = end(text, i, "\n", 0);
            } else if (text.startsWith("/*", i)) {
                int to = end(text, i + 2, "*/", 2);
                for (; i < to; i++) {
                    if (text.charAt(i) == '\n') {
                        line++;
                        lineStart = i + 1;
                        offset = nextColumn;
                    }
                }
            } else if (text.startsWith("\"\"\"", i)) {
                int to = text.indexOf("\"\"\"", i + 3);
                if (to < 0) {
                    throw new RuleRefusedException(line, column, "expected \"\"\" at the string's end");
                }
                tokens.add(new Token(Kind.STRING, text.substring(i + 3, to), true, line, column));
                i = to + 3;
            } else if (c == '"') {
                StringBuilder value = new StringBuilder();
                i = string(text, i, value, line, column);
                tokens.add(new Token(Kind.STRING, value.toString(), false, line, column));
            } else if (Character.isDigit(c)) {
                int to = i;
                while (to < text.length() && (Character.isLetterOrDigit(text.charAt(to)) || text.charAt(to) == '.')) {
                    to++;
                }
                tokens.add(new Token(Kind.NUMBER, text.substring(i, to), false, line, column));
                i = to;
            } else if (isName(c) || c == '`') {
                int to = i + 1;
                while (to < text.length()
                        && (c == '`' ? text.charAt(to - 1) != '`' || to == i + 1 : isName(text.charAt(to)))) {
                    to++;
                }
                String name = text.substring(i, to);
                tokens.add(new Token(Kind.NAME, c == '`' ? name.replace("`", "") : name, false, line, column));
                i = to;
            } else {
                String operator = operator(text, i);
                if (operator == null) {
                    throw new RuleRefusedException(line, column, "expected EQL, found '" + c + "'");
                }
                tokens.add(new Token(Kind.OPERATOR, operator, false, line, column));
                i += operator.length();
            }
        }
        tokens.add(new Token(Kind.END, "", false, line, i - lineStart + offset));
        return tokens;
    }

    private static int string(String text, int from, StringBuilder value, int line, int column)
            throws RuleRefusedException {
        for (int i = from + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c != '\\' || i + 1 >= text.length()) {
                value.append(c);
                continue;
            }
            i += 1;
            switch (text.charAt(i)) {
                case 'n' -> value.append('\n');
                case 'r' -> value.append('\r');
                case 't' -> value.append('\t');
                case '\\', '"', '\'' -> value.append(text.charAt(i));
                default ->
                    throw new RuleRefusedException(
                            line, column + i - from - 1, "expected one of the escapes \\\\ \\\" \\n \\r \\t");
            }
        }
        throw new RuleRefusedException(line, column, "expected \" at the string's end");
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '@';
    }

    private static @org.jspecify.annotations.Nullable String operator(String text, int at) {
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                return operator;
            }
        }
        return null;
    }

    private static int end(String text, int from, String mark, int length) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + length;
    }
}
