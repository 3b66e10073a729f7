@NullMarked
package io.cordon.engine.eql;

import org.jspecify.annotations.NullMarked;
