@NullMarked
package io.cordon.engine.incident;

import org.jspecify.annotations.NullMarked;
