@NullMarked
package io.cordon.agent.kafka;

import org.jspecify.annotations.NullMarked;
