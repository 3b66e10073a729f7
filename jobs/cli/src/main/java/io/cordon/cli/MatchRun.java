package io.cordon.cli;

import com.sun.management.ThreadMXBean;
import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.match.CompiledRules;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What matching some events over and over cost.
 *
 * <p>Each time an event is matched it is a copy with texts of its own, made a moment before, as a decoder would have left it:
 * nothing of it can be known by identity, nor has it left the processor's caches. Making the copies is not counted.
 *
 * @param events how many were matched, each as often as it was
 * @param nanos how long the thread ran: what other programs take of the machine is not counted
 * @param bytes what was allocated on the heap
 */
record MatchRun(long events, long matches, long nanos, long bytes) {
    /** As many events as a second-level cache holds, so that reading the clock costs nothing beside them. */
    private static final int BATCH = 128;

    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Goes over the events until the time is over, once at least. */
    static MatchRun of(CompiledRules rules, List<EndpointEvent> events, long nanos) {
        MatchRun all = new MatchRun(0, 0, 0, 0);
        long until = System.nanoTime() + nanos;
        do {
            for (int from = 0; from < events.size(); from += BATCH) {
                Subject[] batch = events.subList(from, Math.min(events.size(), from + BATCH)).stream()
                        .map(event -> new Bare(copy(event)))
                        .toArray(Subject[]::new);
                all = all.and(batch(rules, batch));
            }
        } while (System.nanoTime() < until);
        return all;
    }

    private static MatchRun batch(CompiledRules rules, Subject[] subjects) {
        long[] matches = {0};
        CompiledRules.Matches out = (rule, truth) -> matches[0]++;
        long bytes = THREAD.getCurrentThreadAllocatedBytes();
        long started = THREAD.getCurrentThreadCpuTime();
        for (Subject subject : subjects) {
            rules.match(subject, out);
        }
        return new MatchRun(
                subjects.length,
                matches[0],
                THREAD.getCurrentThreadCpuTime() - started,
                THREAD.getCurrentThreadAllocatedBytes() - bytes);
    }

    private static EndpointEvent copy(EndpointEvent event) {
        EndpointEvent.Builder copy = event.toBuilder();
        for (Column column : Column.values()) {
            String text = event.column(column);
            copy.column(column, text == null ? null : copy(text));
        }
        Map<String, String> fields = new HashMap<>();
        event.fields().forEach((name, text) -> fields.put(name, copy(text)));
        return copy.fields(fields).build();
    }

    private static String copy(String text) {
        return new String(text.toCharArray()); // new String(text) would share the text's bytes
    }

    private MatchRun and(MatchRun other) {
        return new MatchRun(events + other.events, matches + other.matches, nanos + other.nanos, bytes + other.bytes);
    }

    double microsPerEvent() {
        return nanos / 1e3 / events;
    }

    double bytesPerEvent() {
        return (double) bytes / events;
    }

    double matchesPerEvent() {
        return (double) matches / events;
    }

    /** An event without a process tree. */
    private record Bare(EndpointEvent event) implements Subject {
        @Override
        public @Nullable String text(FieldRef field) {
            return field.in(event);
        }

        @Override
        public boolean mayFill(FieldRef field) {
            return false;
        }

        @Override
        public Truth descendsFrom(long anchor) {
            return Truth.OPEN_FALSE;
        }

        @Override
        public Truth isChildOf(long anchor) {
            return Truth.OPEN_FALSE;
        }

        @Override
        public Truth isEventOf(long anchor) {
            return Truth.OPEN_FALSE;
        }
    }
}
