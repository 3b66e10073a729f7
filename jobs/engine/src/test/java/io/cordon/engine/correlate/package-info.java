@NullMarked
package io.cordon.engine.correlate;

import org.jspecify.annotations.NullMarked;
