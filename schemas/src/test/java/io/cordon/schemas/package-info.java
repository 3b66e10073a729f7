@NullMarked
package io.cordon.schemas;

import org.jspecify.annotations.NullMarked;
