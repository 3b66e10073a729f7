/** An incident as a page that a person reads: its picture, and what stands behind it. */
@NullMarked
package io.cordon.cli.story;

import org.jspecify.annotations.NullMarked;
