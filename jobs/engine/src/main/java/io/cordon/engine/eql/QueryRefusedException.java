package io.cordon.engine.eql;

/** Ends the reading of a query at a place in it. */
public final class QueryRefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Position at;

    QueryRefusedException(Position at, String expected) {
        super(expected, null, false, false);
        this.at = at;
    }

    public Position at() {
        return at;
    }

    /** What would have been right. */
    public String expected() {
        return String.valueOf(getMessage());
    }
}
