/** The wire contract: Avro in Confluent's wire format, and the topics that carry it. */
@NullMarked
package io.cordon.schemas;

import org.jspecify.annotations.NullMarked;
