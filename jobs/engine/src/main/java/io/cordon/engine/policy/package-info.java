/** Policy as data: which findings may act, on which endpoints, in what mode, and what is spared. */
@NullMarked
package io.cordon.engine.policy;

import org.jspecify.annotations.NullMarked;
