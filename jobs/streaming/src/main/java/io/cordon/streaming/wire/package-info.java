/** Between the engine's types and the wire contract's. */
@NullMarked
package io.cordon.streaming.wire;

import org.jspecify.annotations.NullMarked;
