package io.cordon.cli.story;

import java.util.Comparator;
import java.util.List;

/** ATT&amp;CK's tactics in the order of its matrix, which is about that of an attack. */
final class Tactics {
    private static final List<String> ORDER = List.of(
            "reconnaissance",
            "resource-development",
            "initial-access",
            "execution",
            "persistence",
            "privilege-escalation",
            "defense-evasion",
            "stealth",
            "defense-impairment",
            "credential-access",
            "discovery",
            "lateral-movement",
            "collection",
            "command-and-control",
            "exfiltration",
            "impact");

    private Tactics() {}

    static List<String> sorted(List<String> tactics) {
        return tactics.stream()
                .sorted(Comparator.comparing(Tactics::place).thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static int place(String tactic) {
        int place = ORDER.indexOf(tactic);
        return place < 0 ? ORDER.size() : place;
    }
}
