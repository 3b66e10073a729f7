package io.cordon.engine.response;

/** What becomes of an order that is out. */
public enum Outcome {
    /** No answer came in time, so it went out again. */
    SENT_AGAIN,
    /** Its agent carried it out, or had nothing left to do. */
    DONE,
    /** Its agent did not carry it out. */
    FAILED,
    /** No answer ever came. */
    UNANSWERED
}
