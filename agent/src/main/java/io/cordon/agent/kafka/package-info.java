/** The agent's way to Kafka: its commands in, its answers and telemetry out. */
@NullMarked
package io.cordon.agent.kafka;

import org.jspecify.annotations.NullMarked;
