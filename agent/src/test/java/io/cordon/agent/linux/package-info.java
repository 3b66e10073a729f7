@NullMarked
package io.cordon.agent.linux;

import org.jspecify.annotations.NullMarked;
