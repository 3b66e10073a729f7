@NullMarked
package io.cordon.engine.event;

import org.jspecify.annotations.NullMarked;
