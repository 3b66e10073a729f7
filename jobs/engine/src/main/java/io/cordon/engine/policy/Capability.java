package io.cordon.engine.policy;

/** By which of Cordon's capabilities something was found. */
public enum Capability {
    /** A rule or a model found it by what it did. */
    BEHAVIOUR,
    /** It was found elsewhere before. */
    FEEDBACK,
    /** A rule against a predefined behaviour matched. */
    ASR
}
