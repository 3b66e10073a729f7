package io.cordon.cli.story;

import java.util.List;

/** What a click shows of a box or an arrow. */
record Detail(
        String id,
        String title,
        String where,
        List<Said> facts,
        List<Found> findings,
        List<Seen> seen,
        List<Line> lines) {

    boolean hasSeen() {
        return !seen.isEmpty();
    }

    boolean hasLines() {
        return !lines.isEmpty();
    }

    /** A property. */
    record Said(String name, String value) {}

    /** A finding with what it rests on. */
    record Found(String level, String rule, String ruleId, String attack, String state, List<Seen> seen, String more) {}

    /** An event. */
    record Seen(String time, String endpoint, String position, List<String> says) {}

    /** A process that is not drawn. */
    record Line(String time, String name, String command, String found) {}
}
