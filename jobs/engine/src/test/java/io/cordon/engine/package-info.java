@NullMarked
package io.cordon.engine;

import org.jspecify.annotations.NullMarked;
