@NullMarked
package io.cordon.detect;

import org.jspecify.annotations.NullMarked;
