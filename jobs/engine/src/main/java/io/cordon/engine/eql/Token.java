package io.cordon.engine.eql;

/**
 * A token.
 *
 * @param text a string's value, else as it stands; of a name without its backquotes
 * @param quoted whether a name was in backquotes, so that it is no keyword
 * @param verbatim whether each character of a string stands for itself
 */
record Token(Kind kind, String text, boolean quoted, boolean verbatim, Position at) {
    enum Kind {
        NAME,
        NUMBER,
        STRING,
        OPERATOR,
        END
    }

    boolean is(String word) {
        return (kind == Kind.NAME || kind == Kind.OPERATOR) && !quoted && text.equals(word);
    }

    boolean isName() {
        return kind == Kind.NAME;
    }

    QueryRefusedException refuse(String expected) {
        String found = kind == Kind.END ? "the end of the query" : "'" + text + "'";
        return new QueryRefusedException(at, expected + ", found " + found);
    }

    /** The place of a character of a string, where the string shows it. */
    Position at(int index) {
        return verbatim && text.lastIndexOf('\n', index) < 0 ? new Position(at.line(), at.column() + 3 + index) : at;
    }
}
