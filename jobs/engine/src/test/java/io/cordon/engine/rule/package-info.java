@NullMarked
package io.cordon.engine.rule;

import org.jspecify.annotations.NullMarked;
