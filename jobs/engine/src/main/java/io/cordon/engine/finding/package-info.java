@NullMarked
package io.cordon.engine.finding;

import org.jspecify.annotations.NullMarked;
