/** A broker, a registry and a Flink cluster on this machine, each a process of its own. */
@NullMarked
package io.cordon.lab;

import org.jspecify.annotations.NullMarked;
