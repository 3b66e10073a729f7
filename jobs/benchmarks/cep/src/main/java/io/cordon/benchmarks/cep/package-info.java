/** Sequences as one would look for them with Flink alone: what Cordon's detect is measured against. Nothing that ships uses it. */
@org.jspecify.annotations.NullMarked
package io.cordon.benchmarks.cep;
