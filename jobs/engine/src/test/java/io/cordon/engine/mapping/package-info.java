@NullMarked
package io.cordon.engine.mapping;

import org.jspecify.annotations.NullMarked;
