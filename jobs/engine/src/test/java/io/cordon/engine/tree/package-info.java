@NullMarked
package io.cordon.engine.tree;

import org.jspecify.annotations.NullMarked;
