package io.cordon.engine.incident;

import io.cordon.engine.incident.Fact.Kind;
import io.cordon.engine.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Findings and edges among a few trees on a few endpoints, over some days, and what befalls them. */
final class RandomFacts {
    static final long MINUTE = 60_000_000L;
    private static final long SPAN = 4 * 24 * 60 * MINUTE;
    private static final List<Rule.Level> LEVELS = List.of(Rule.Level.values());
    private static final List<String> TACTICS = List.of("execution", "persistence", "discovery", "impact");

    private final Random random;
    private final int trees;
    private final int endpoints;

    RandomFacts(long seed) {
        this.random = new Random(seed);
        this.trees = 2 + random.nextInt(12);
        this.endpoints = 1 + random.nextInt(4);
    }

    List<Fact> some() {
        List<Fact> facts = new ArrayList<>();
        int count = 1 + random.nextInt(24);
        for (int i = 0; i < count; i++) {
            facts.add(random.nextInt(3) == 0 ? edge("e" + i) : finding("f" + i));
        }
        return facts;
    }

    private Fact finding(String id) {
        String endpoint = "h" + random.nextInt(endpoints);
        long time = time();
        return new Fact(
                id,
                Kind.FINDING,
                id,
                time - random.nextInt(3) * MINUTE,
                time,
                random.nextInt(8) == 0 ? List.of() : List.of(tree()),
                random.nextInt(4) == 0 ? List.of(session()) : List.of(),
                "",
                0,
                List.of(endpoint),
                LEVELS.get(random.nextInt(LEVELS.size())),
                List.of(TACTICS.get(random.nextInt(TACTICS.size()))),
                List.of("T" + random.nextInt(5)),
                random.nextBoolean() ? null : random.nextDouble());
    }

    private Fact edge(String id) {
        long time = time();
        boolean isCallerKnown = random.nextBoolean();
        return new Fact(
                id,
                Kind.EDGE,
                id,
                time,
                time,
                isCallerKnown ? List.of(tree(), tree()) : List.of(tree()),
                random.nextInt(3) == 0 ? List.of(session()) : List.of(),
                isCallerKnown ? "" : "h" + random.nextInt(endpoints),
                time + random.nextInt(20) * MINUTE,
                List.of("h" + random.nextInt(endpoints)),
                Rule.Level.INFORMATIONAL,
                List.of("lateral-movement"),
                List.of("T1021"),
                null);
    }

    /** Mostly close to others: four busy hours, days apart. */
    private long time() {
        return random.nextInt(4) * (SPAN / 4) + random.nextInt(240) * MINUTE + (random.nextInt(9) == 0 ? SPAN / 9 : 0);
    }

    private String tree() {
        return "h" + random.nextInt(endpoints) + " p" + random.nextInt(trees);
    }

    private String session() {
        return "h" + random.nextInt(endpoints) + " 0x" + random.nextInt(3);
    }
}
