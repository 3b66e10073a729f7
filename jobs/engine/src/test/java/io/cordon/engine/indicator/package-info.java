@NullMarked
package io.cordon.engine.indicator;

import org.jspecify.annotations.NullMarked;
