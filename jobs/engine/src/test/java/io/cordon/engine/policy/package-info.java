@NullMarked
package io.cordon.engine.policy;

import org.jspecify.annotations.NullMarked;
