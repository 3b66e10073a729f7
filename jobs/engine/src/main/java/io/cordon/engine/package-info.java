/** Cordon's logic in plain Java: no Flink, no Kafka, no Avro, no clock, no I/O. */
@NullMarked
package io.cordon.engine;

import org.jspecify.annotations.NullMarked;
