package io.cordon.engine.eql;

/** Reads a quoted string, undoing its escapes. */
record Escapes(String text, Dialect dialect) {
    private static final int MOST_HEX = 8;

    /** The value of the string whose opening quote stands at an index. */
    String read(int from, Position here) throws QueryRefusedException {
        char quote = text.charAt(from);
        StringBuilder value = new StringBuilder();
        for (int i = from + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
            char c = text.charAt(i);
            if (c == quote) {
                return value.toString();
            }
            if (c != '\\' || i + 1 >= text.length()) {
                value.append(c);
                continue;
            }
            Position place = new Position(here.line(), here.column() + i - from);
            i += 1;
            i = escape(i, value, place);
        }
        throw new QueryRefusedException(here, "expected " + quote + " at the string's end");
    }

    /** Appends what an escape stands for; the index of its last character. */
    private int escape(int i, StringBuilder value, Position place) throws QueryRefusedException {
        switch (text.charAt(i)) {
            case 'b' -> value.append('\b');
            case 't' -> value.append('\t');
            case 'n' -> value.append('\n');
            case 'f' -> value.append('\f');
            case 'r' -> value.append('\r');
            case '\\', '"' -> value.append(text.charAt(i));
            case '\'' -> {
                dialect.require(Feature.SINGLE_QUOTES, place);
                value.append('\'');
            }
            case 'u' -> {
                dialect.require(Feature.CODE_POINTS, place);
                return codePoint(i, value, place);
            }
            default ->
                throw new QueryRefusedException(
                        place,
                        "expected one of the escapes \\\\ \\\" \\n \\r \\t \\b \\f \\u{…}, found \\" + text.charAt(i));
        }
        return i;
    }

    private int codePoint(int i, StringBuilder value, Position place) throws QueryRefusedException {
        int close = text.indexOf('}', i);
        String hex = text.startsWith("{", i + 1) && close > 0 ? text.substring(i + 2, close) : "";
        if (hex.length() >= 2 && hex.length() <= MOST_HEX && hex.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            long code = Long.parseLong(hex, 16);
            if (code <= Character.MAX_CODE_POINT
                    && (code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE)) {
                value.appendCodePoint((int) code);
                return close;
            }
        }
        throw new QueryRefusedException(place, "expected \\u{…} with 2 to 8 hexadecimal digits of a character");
    }
}
