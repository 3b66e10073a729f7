/** The detect job: endpoint events and rules in, findings out. */
@NullMarked
package io.cordon.detect;

import org.jspecify.annotations.NullMarked;
