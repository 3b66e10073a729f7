/** What an agent owes to a command, whatever the operating system: verify, remember, act through a host, answer, and let go in time. */
@NullMarked
package io.cordon.agent;

import org.jspecify.annotations.NullMarked;
