/** What the launcher runs. */
@NullMarked
package io.cordon.cli;

import org.jspecify.annotations.NullMarked;
