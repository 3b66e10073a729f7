/** What EQL's sequences, joins and samples ask of several events: state machines over the matches of their steps, in event order. */
@org.jspecify.annotations.NullMarked
package io.cordon.engine.sequence;
