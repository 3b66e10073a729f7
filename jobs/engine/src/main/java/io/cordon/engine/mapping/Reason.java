package io.cordon.engine.mapping;

/** Why a raw record could not be read as an event; the name in lower case is the dead letter's reason. */
public enum Reason {
    EMPTY,
    TOO_LARGE,
    NOT_JSON,
    TRUNCATED,
    NUL_BYTES,
    LONE_SURROGATE,
    NO_MAPPING,
    WRONG_TYPE,
    NO_ENDPOINT,
    NO_TIME,
    IMPLAUSIBLE_TIME
}
