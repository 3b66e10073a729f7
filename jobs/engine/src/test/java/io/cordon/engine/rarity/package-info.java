@org.jspecify.annotations.NullMarked
package io.cordon.engine.rarity;
