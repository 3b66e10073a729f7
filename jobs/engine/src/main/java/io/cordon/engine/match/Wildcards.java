package io.cordon.engine.match;

import io.cordon.engine.condition.Predicate.Piece;
import java.util.List;

/** A wildcard pattern of any shape; in the worst case its time is the text's length times the pattern's. */
final class Wildcards implements TextTest {
    private static final int ANY = -1;
    private static final int ONE = -2;

    private final int[] pattern;

    Wildcards(List<Piece> pieces) {
        pattern = pieces.stream()
                .flatMapToInt(piece -> piece instanceof Piece.Literal literal
                        ? literal.text().chars()
                        : java.util.stream.IntStream.of(piece instanceof Piece.Any ? ANY : ONE))
                .toArray();
    }

    @Override
    public boolean test(String text) {
        int t = 0;
        int p = 0;
        int star = -1;
        int retry = 0;
        while (t < text.length()) {
            if (p < pattern.length && pattern[p] == ANY) {
                star = p++;
                retry = t;
            } else if (p < pattern.length && (pattern[p] == ONE || pattern[p] == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                retry++;
                t = retry;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == ANY) {
            p++;
        }
        return p == pattern.length;
    }
}
