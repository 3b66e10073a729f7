@NullMarked
package io.cordon.engine.match;

import org.jspecify.annotations.NullMarked;
