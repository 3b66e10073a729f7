/** What rules ask of the fleet's memory: of their matches those whose artefact few endpoints, or many, have. */
@org.jspecify.annotations.NullMarked
package io.cordon.engine.rarity;
