package io.cordon.engine.match;

import io.cordon.engine.condition.Predicate.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Guesses how often a literal is found, by its form and by what endpoints say all day ({@code commonplace.txt}). */
final class Commonplace {
    private static final double COMMON = 0.5;
    /** The texts folded, with a line's end before and behind each. */
    private static final String TEXTS = read();

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
        return TEXTS.contains(
                switch (literal.place()) {
                    case WHOLE -> '\n' + text + '\n';
                    case START -> '\n' + text;
                    case END -> text + '\n';
                    case ANYWHERE -> text;
                });
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
