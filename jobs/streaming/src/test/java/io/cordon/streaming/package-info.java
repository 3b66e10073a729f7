@NullMarked
package io.cordon.streaming;

import org.jspecify.annotations.NullMarked;
