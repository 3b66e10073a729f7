package io.cordon.engine.match;

import io.cordon.engine.condition.Predicate.Piece;
import java.util.ArrayList;
import java.util.List;

/** A wildcard pattern of any shape; in the worst case its time is the text's length times the pattern's. */
final class Wildcards implements TextTest {
    private static final int ANY = -1;
    private static final int ONE = -2;
    private static final int ONE_OF = -3;

    private final int[] pattern;
    private final String[] choices;

    Wildcards(List<Piece> pieces) {
        List<Integer> codes = new ArrayList<>();
        List<String> some = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Literal literal) {
                literal.text().chars().forEach(codes::add);
            } else if (piece instanceof Piece.OneOf one) {
                codes.add(ONE_OF - some.size());
                some.add(one.characters());
            } else {
                codes.add(piece instanceof Piece.Any ? ANY : ONE);
            }
        }
        pattern = codes.stream().mapToInt(Integer::intValue).toArray();
        choices = some.toArray(String[]::new);
    }

    private boolean fits(int code, char c) {
        return code == c || code == ONE || (code <= ONE_OF && choices[ONE_OF - code].indexOf(c) >= 0);
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
            } else if (p < pattern.length && fits(pattern[p], text.charAt(t))) {
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
