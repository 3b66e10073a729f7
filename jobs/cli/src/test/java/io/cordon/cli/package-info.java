@NullMarked
package io.cordon.cli;

import org.jspecify.annotations.NullMarked;
