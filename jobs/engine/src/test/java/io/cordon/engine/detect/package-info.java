@NullMarked
package io.cordon.engine.detect;

import org.jspecify.annotations.NullMarked;
