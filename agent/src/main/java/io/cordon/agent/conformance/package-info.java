/** What can be sent to any agent, and what it has to answer. */
@NullMarked
package io.cordon.agent.conformance;

import org.jspecify.annotations.NullMarked;
