@NullMarked
package io.cordon.lab;

import org.jspecify.annotations.NullMarked;
