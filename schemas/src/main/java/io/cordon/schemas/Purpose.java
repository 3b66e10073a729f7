package io.cordon.schemas;

import org.jspecify.annotations.Nullable;

/** What a signed envelope is for; its signature covers it, so that none can be taken for another's. */
public enum Purpose {
    /** An order, in OpenC2's JSON. */
    COMMAND(CommandSignature.PURPOSE, CommandSignature.PAYLOAD_TYPE),
    /** Every leased order that is in force at one endpoint. */
    DESIRED_STATE("cordon/desired-state", "application/vnd.cordon.desired-state+json;version=1"),
    /** Whether agents may contain anything at all. */
    KILL_SWITCH("cordon/kill-switch", "application/vnd.cordon.kill-switch+json;version=1"),
    /** Which rules are in force together. */
    RULE_SET("cordon/rule-set", "application/vnd.cordon.rule-set+json;version=1"),
    /** What findings may do, and what is known of endpoints. */
    POLICY("cordon/policy", "application/vnd.cordon.policy+json;version=1"),
    /** A person's word on an order that waits. */
    APPROVAL("cordon/approval", "application/vnd.cordon.approval+json;version=1"),
    /** By what a confirmed attack is known elsewhere, and whether that may block. */
    INDICATOR("cordon/indicator", "application/vnd.cordon.indicator+json;version=1"),
    /** A person's word on an incident: whether it is an attack. */
    VERDICT("cordon/verdict", "application/vnd.cordon.verdict+json;version=1");

    private final String text;
    private final String payloadType;

    Purpose(String text, String payloadType) {
        this.text = text;
        this.payloadType = payloadType;
    }

    /** As an envelope and its signature name it. */
    public String text() {
        return text;
    }

    /** The only payload type of this purpose. */
    public String payloadType() {
        return payloadType;
    }

    /** The purpose that an envelope names, or null where it is none of these. */
    public static @Nullable Purpose of(String text) {
        for (Purpose purpose : values()) {
            if (purpose.text.equals(text)) {
                return purpose;
            }
        }
        return null;
    }
}
