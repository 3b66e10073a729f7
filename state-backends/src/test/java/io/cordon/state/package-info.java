@NullMarked
package io.cordon.state;

import org.jspecify.annotations.NullMarked;
