/** The fleet's memory: where an artefact was seen in the last days, and on how many endpoints. */
@org.jspecify.annotations.NullMarked
package io.cordon.engine.prevalence;
