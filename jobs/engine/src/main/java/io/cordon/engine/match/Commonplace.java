package io.cordon.engine.match;

import io.cordon.engine.condition.Predicate.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Guesses how often a literal is found, by its form and by what endpoints say all day ({@code commonplace.txt}). */
final class Commonplace {
    private static final double COMMON = 0.5;
    /** The texts folded, with a line's end before and behind each. */
    private static final String TEXTS = read();
    /** Every three characters in a row of them: most literals hold others, and need not be looked for. */
    private static final BitSet THREES = threes();

    private Commonplace() {}

    /** About how many of a hundred texts hold the literal, as a fraction; only good for comparing. */
    static double of(Sought.Literal literal) {
        String text = literal.text();
        if (text.isEmpty()) {
            return 1;
        }
        double length = text.length() + (literal.place() == Place.ANYWHERE ? 0 : 1);
        return isCommon(literal) ? COMMON : 1 / (1 + length * length);
    }

    private static boolean isCommon(Sought.Literal literal) {
        String text = literal.text();
        String sought = switch (literal.place()) {
            case WHOLE -> '\n' + text + '\n';
            case START -> '\n' + text;
            case END -> text + '\n';
            case ANYWHERE -> text;
        };
        for (int at = 0; at + 2 < sought.length(); at++) {
            if (!THREES.get(three(sought, at))) {
                return false;
            }
        }
        return TEXTS.contains(sought);
    }

    private static BitSet threes() {
        BitSet threes = new BitSet(1 << 15);
        for (int at = 0; at + 2 < TEXTS.length(); at++) {
            threes.set(three(TEXTS, at));
        }
        return threes;
    }

    private static int three(String text, int at) {
        return (text.charAt(at) << 10 ^ text.charAt(at + 1) << 5 ^ text.charAt(at + 2)) & (1 << 15) - 1;
    }

    private static String read() {
        try (InputStream in = Objects.requireNonNull(Commonplace.class.getResourceAsStream("commonplace.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining("\n", "\n", "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
