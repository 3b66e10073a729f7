/** What goes on at the next host: remote executions stitched into edges from what two endpoints saw of them. */
@org.jspecify.annotations.NullMarked
package io.cordon.engine.edge;
