/** The engine's storage ports on Flink keyed state. */
@NullMarked
package io.cordon.state;

import org.jspecify.annotations.NullMarked;
