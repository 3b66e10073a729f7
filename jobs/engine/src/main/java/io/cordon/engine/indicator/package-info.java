/** Indicators: by what an attack that was found on one endpoint is known on others, before it gets that far. */
@NullMarked
package io.cordon.engine.indicator;

import org.jspecify.annotations.NullMarked;
