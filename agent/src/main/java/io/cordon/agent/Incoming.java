package io.cordon.agent;

import io.cordon.schemas.Decoded;
import io.cordon.schemas.Purpose;
import io.cordon.wire.Command;

/**
 * A record as it came from a topic. A tombstone is none: it changes nothing.
 *
 * @param purpose the only one that envelopes on its topic have
 * @param key the record's key, for routing: whose it claims to be
 * @param envelope the envelope, or why the bytes are none
 */
public record Incoming(Purpose purpose, String key, Decoded<Command> envelope) {}
