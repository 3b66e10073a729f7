/** What Sigma correlations ask of many events: windows that slide in event time over the matches of other rules. */
@org.jspecify.annotations.NullMarked
package io.cordon.engine.correlate;
