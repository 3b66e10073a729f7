@NullMarked
package io.cordon.benchmarks.cep;

import org.jspecify.annotations.NullMarked;
