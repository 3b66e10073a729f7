/** EQL, from its text to conditions. */
@NullMarked
package io.cordon.engine.eql;

import org.jspecify.annotations.NullMarked;
