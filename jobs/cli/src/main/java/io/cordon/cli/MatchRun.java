package io.cordon.cli;

import com.sun.management.ThreadMXBean;
import io.cordon.engine.condition.Subject;
import io.cordon.engine.match.CompiledRules;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What matching some events over and over cost.
 *
 * @param events how many were matched, each as often as it was
 * @param nanos how long the thread ran: what other programs take of the machine is not counted
 * @param bytes what was allocated on the heap
 */
record MatchRun(long events, long matches, long nanos, long bytes) {
    /** Goes over the events until the time is over, once at least. */
    static MatchRun of(CompiledRules rules, List<Subject> subjects, long nanos) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] matches = {0};
        CompiledRules.Matches out = (rule, truth) -> matches[0]++;
        long events = 0;
        long bytes = thread.getCurrentThreadAllocatedBytes();
        long started = thread.getCurrentThreadCpuTime();
        long until = System.nanoTime() + nanos;
        do {
            for (Subject subject : subjects) {
                rules.match(subject, out);
            }
            events += subjects.size();
        } while (System.nanoTime() < until);
        return new MatchRun(
                events,
                matches[0],
                thread.getCurrentThreadCpuTime() - started,
                thread.getCurrentThreadAllocatedBytes() - bytes);
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
}
