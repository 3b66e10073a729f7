/** Incidents: what findings hang together, and how bad that is. */
@NullMarked
package io.cordon.engine.incident;

import org.jspecify.annotations.NullMarked;
