@NullMarked
package io.cordon.agent;

import org.jspecify.annotations.NullMarked;
