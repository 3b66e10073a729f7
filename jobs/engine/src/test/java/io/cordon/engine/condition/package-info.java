@NullMarked
package io.cordon.engine.condition;

import org.jspecify.annotations.NullMarked;
