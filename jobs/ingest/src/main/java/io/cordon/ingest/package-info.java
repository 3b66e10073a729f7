/** The job that turns raw telemetry into endpoint events. */
@NullMarked
package io.cordon.ingest;

import org.jspecify.annotations.NullMarked;
