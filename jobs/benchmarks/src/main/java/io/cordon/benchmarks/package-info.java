/** What single parts cost, under JMH. Timings are read by people; no test asserts one. */
@NullMarked
package io.cordon.benchmarks;

import org.jspecify.annotations.NullMarked;
