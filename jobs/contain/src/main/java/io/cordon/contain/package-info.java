/** The job that turns findings into signed commands. */
@NullMarked
package io.cordon.contain;

import org.jspecify.annotations.NullMarked;
