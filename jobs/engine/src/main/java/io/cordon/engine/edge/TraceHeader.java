package io.cordon.engine.edge;

import java.util.List;

/**
 * What stage 1 knows of an endpoint as a whole.
 *
 * @param offset the offset between the endpoint's clocks with which traces were last written
 * @param addresses the endpoint's own, from connections that it made
 */
public record TraceHeader(long offset, List<String> addresses) {
    static final TraceHeader NONE = new TraceHeader(0, List.of());
}
