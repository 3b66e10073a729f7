@NullMarked
package io.cordon.agent.conformance;

import org.jspecify.annotations.NullMarked;
