package io.cordon.engine.match;

import io.cordon.engine.condition.Predicate.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Guesses how often a literal is found, by its form and by what endpoints say all day ({@code commonplace.txt}). */
final class Commonplace {
    private static final double COMMON = 0.5;
    private static final List<String> TEXTS = read();

    private Commonplace() {}

    /** About how many of a hundred texts hold the literal, as a fraction; only good for comparing. */
    static double of(Sought.Literal literal) {
        String text = literal.text();
        if (text.isEmpty()) {
            return 1;
        }
        double length = text.length() + (literal.place() == Place.ANYWHERE ? 0 : 1);
        return TEXTS.stream().anyMatch(common -> holds(common, literal)) ? COMMON : 1 / (1 + length * length);
    }

    private static boolean holds(String common, Sought.Literal literal) {
        return switch (literal.place()) {
            case WHOLE -> common.equals(literal.text());
            case START -> common.startsWith(literal.text());
            case END -> common.endsWith(literal.text());
            case ANYWHERE -> common.contains(literal.text());
        };
    }

    private static List<String> read() {
        try (InputStream in = Objects.requireNonNull(Commonplace.class.getResourceAsStream("commonplace.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.toLowerCase(Locale.ROOT))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
