package io.cordon.engine.incident;

import io.cordon.engine.rule.Rule;
import java.util.Collection;
import java.util.Objects;

/**
 * How bad an incident is, from 1 to 100: its worst rule says where it begins; each further tactic and each further endpoint adds to
 * that, and what is rare adds too. What is not known adds nothing, and nothing takes away: a new fact never lowers it.
 */
final class Score {
    private static final int TACTIC = 6;
    private static final int MOST_FOR_TACTICS = 36;
    private static final int ENDPOINT = 8;
    private static final int MOST_FOR_ENDPOINTS = 24;
    private static final int RAREST = 12;
    private static final int HIGHEST = 100;

    private Score() {}

    static int of(Rule.Level level, int tactics, int endpoints, Collection<Fact> facts) {
        int forTactics = Math.min(MOST_FOR_TACTICS, TACTIC * Math.max(0, tactics - 1));
        int forEndpoints = Math.min(MOST_FOR_ENDPOINTS, ENDPOINT * Math.max(0, endpoints - 1));
        double rarity = facts.stream()
                .map(Fact::rarity)
                .filter(Objects::nonNull)
                .mapToDouble(known -> Math.min(1, Math.max(0, known)))
                .max()
                .orElse(0);
        return Math.min(HIGHEST, base(level) + forTactics + forEndpoints + (int) Math.round(RAREST * rarity));
    }

    private static int base(Rule.Level level) {
        return switch (level) {
            case INFORMATIONAL -> 2;
            case LOW -> 8;
            case MEDIUM -> 20;
            case HIGH -> 35;
            case CRITICAL -> 50;
        };
    }
}
