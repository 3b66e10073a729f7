@NullMarked
package io.cordon.house;

import org.jspecify.annotations.NullMarked;
