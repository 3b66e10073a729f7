@NullMarked
package io.cordon.engine.response;

import org.jspecify.annotations.NullMarked;
