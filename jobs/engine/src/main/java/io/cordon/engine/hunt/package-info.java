/** EQL queries over recordings: what matches in all of a recording, and what pipes make of it. */
@org.jspecify.annotations.NullMarked
package io.cordon.engine.hunt;
