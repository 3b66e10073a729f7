package io.cordon.engine.match;

/** An expression took too many steps on a text, so that nobody knows whether it matches. */
final class GivenUpException extends RuntimeException {
    private static final long serialVersionUID = 1;

    GivenUpException() {
        super(null, null, false, false);
    }
}
