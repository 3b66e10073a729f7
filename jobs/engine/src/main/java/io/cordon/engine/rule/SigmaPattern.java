package io.cordon.engine.rule;

import io.cordon.engine.condition.Predicate.Piece;
import java.util.ArrayList;
import java.util.List;

/** Reads Sigma's wildcards: {@code *} and {@code ?}, a backslash before one of them or before itself makes it plain. */
final class SigmaPattern {
    private SigmaPattern() {}

    static List<Piece> read(String text) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (c == '\\' && (next == '*' || next == '?' || next == '\\')) {
                literal.append(next);
                i += 1;
            } else if (c == '*' || c == '?') {
                flush(literal, pieces);
                pieces.add(c == '*' ? new Piece.Any() : new Piece.One());
            } else {
                literal.append(c);
            }
        }
        flush(literal, pieces);
        return pieces;
    }

    /** Joins neighbours: literals to one, wildcards that say the same to one. */
    static List<Piece> tidy(List<Piece> pieces) {
        List<Piece> out = new ArrayList<>();
        for (Piece piece : pieces) {
            Piece last = out.isEmpty() ? null : out.get(out.size() - 1);
            if (last instanceof Piece.Any && piece instanceof Piece.Any) {
                continue;
            }
            if (last instanceof Piece.Literal before && piece instanceof Piece.Literal after) {
                out.set(out.size() - 1, new Piece.Literal(before.text() + after.text()));
                continue;
            }
            out.add(piece);
        }
        return out;
    }

    private static void flush(StringBuilder literal, List<Piece> pieces) {
        if (literal.length() > 0) {
            pieces.add(new Piece.Literal(literal.toString()));
            literal.setLength(0);
        }
    }
}
