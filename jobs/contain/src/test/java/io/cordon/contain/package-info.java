@NullMarked
package io.cordon.contain;

import org.jspecify.annotations.NullMarked;
