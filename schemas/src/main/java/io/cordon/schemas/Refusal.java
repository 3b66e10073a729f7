package io.cordon.schemas;

/** Why a signed envelope is refused, in the order of the checks, with OpenC2's status code for the answer. */
public enum Refusal {
    /** The bytes are no envelope. */
    UNREADABLE(400),
    /** Purpose, payload type or algorithm is not that of what is expected here. */
    PURPOSE(400),
    /** The key is unknown. */
    KEY(401),
    /** The key was trusted once. */
    RETIRED(401),
    /** The key is trusted, but not for this purpose. */
    ROLE(403),
    /** The signature does not fit the bytes. */
    SIGNATURE(401),
    /** The payload is not fully understood. */
    PAYLOAD(400),
    /** Nobody here knows this pair of action and target, or can carry it out. */
    UNKNOWN_ORDER(501),
    /** The record's key, or a field beside the payload, differs from the signed payload. */
    ROUTING(400),
    /** It is for another tenant or endpoint. */
    FOREIGN(403),
    /** Its start time is still to come. */
    EARLY(403),
    /** Its stop time has passed. */
    EXPIRED(403),
    /** Its id was accepted before. */
    REPLAYED(403),
    /** A document with this version, or a later one, was accepted before. */
    OLD(403),
    /** It was cancelled before it was carried out. */
    CANCELLED(403),
    /** A command with a higher sequence number on the same target was accepted before. */
    SUPERSEDED(403),
    /** The kill switch is on, and it contains something. */
    KILL_SWITCH(503);

    private final int status;

    Refusal(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }
}
