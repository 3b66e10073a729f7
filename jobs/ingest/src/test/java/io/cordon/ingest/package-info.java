@NullMarked
package io.cordon.ingest;

import org.jspecify.annotations.NullMarked;
