/** The reference agent's hands and eyes on Linux: the process connector, pidfd, /proc and nftables. */
@NullMarked
package io.cordon.agent.linux;

import org.jspecify.annotations.NullMarked;
