package io.cordon.agent.conformance;

import java.util.List;

/**
 * What came of a case.
 *
 * @param differences what was expected and what was there instead, a line each; none where it passed
 * @param notRun why it was not tried, or empty
 */
public record Verdict(String group, String name, List<String> differences, String notRun, double seconds) {
    public Verdict {
        differences = List.copyOf(differences);
    }

    public boolean passed() {
        return differences.isEmpty() && notRun.isEmpty();
    }

    public boolean failed() {
        return !differences.isEmpty();
    }
}
