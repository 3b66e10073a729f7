@NullMarked
package io.cordon.endtoend;

import org.jspecify.annotations.NullMarked;
