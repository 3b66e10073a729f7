/** The thin Flink side that the jobs share: options, topics in and out, dead letters. */
@NullMarked
package io.cordon.streaming;

import org.jspecify.annotations.NullMarked;
