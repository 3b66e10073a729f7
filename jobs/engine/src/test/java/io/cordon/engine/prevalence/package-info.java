@org.jspecify.annotations.NullMarked
package io.cordon.engine.prevalence;
