package io.cordon.engine.rule;

import io.cordon.engine.condition.Predicate.Piece;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forms that Sigma's encoding modifiers look for. */
final class Encodings {
    /** What Windows tools take for a dash before an option. */
    private static final String DASHES = "-/\u2013\u2014\u2015";

    private static final String BYTE_ORDER_MARK = "\u00ff\u00fe";

    private static final int MAX_FORMS = 625;

    private Encodings() {}

    static byte[] bytes(String text, @Nullable SigmaModifier wide) {
        if (wide == null) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        return switch (wide) {
            case UTF16BE -> text.getBytes(StandardCharsets.UTF_16BE);
            case UTF16 -> ('\ufeff' + text).getBytes(StandardCharsets.UTF_16LE); // with a byte order mark
            default -> text.getBytes(StandardCharsets.UTF_16LE);
        };
    }

    /** The pattern with its texts as bytes, each of them a character: {@code cmd} is {@code c\0m\0d\0}. */
    static List<Piece> wide(List<Piece> form, SigmaModifier how) {
        SigmaModifier order = how == SigmaModifier.UTF16 ? SigmaModifier.UTF16LE : how;
        List<Piece> out = new ArrayList<>();
        if (how == SigmaModifier.UTF16) {
            out.add(new Piece.Literal(BYTE_ORDER_MARK));
        }
        for (Piece piece : form) {
            if (piece instanceof Piece.Literal literal) {
                out.add(new Piece.Literal(new String(bytes(literal.text(), order), StandardCharsets.ISO_8859_1)));
            } else if (piece instanceof Piece.One) {
                out.addAll(List.of(piece, piece));
            } else {
                out.add(piece);
            }
        }
        return SigmaPattern.tidy(out);
    }

    /** The base64 that stands for bytes: all of it, or what does not depend on the bytes before and after them. */
    static List<String> base64(SigmaModifier how, byte[] bytes) {
        return how == SigmaModifier.BASE64 ? List.of(encoded(bytes)) : base64Offsets(bytes);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static List<String> base64Offsets(byte[] bytes) {
        List<String> forms = new ArrayList<>();
        for (int offset = 0; offset < 3; offset++) {
            byte[] shifted = new byte[offset + bytes.length];
            System.arraycopy(bytes, 0, shifted, offset, bytes.length);
            String encoded = encoded(shifted);
            int from = offset == 0 ? 0 : offset + 1;
            int to = encoded.length() - (shifted.length % 3 == 0 ? 0 : 4 - shifted.length % 3);
            forms.add(encoded.substring(from, Math.max(from, to)));
        }
        return forms;
    }

    /** The pattern with each dash or slash open to all that Windows tools take for one before an option. */
    static List<Piece> windash(List<Piece> form) {
        List<Piece> out = new ArrayList<>();
        for (Piece piece : form) {
            if (piece instanceof Piece.Literal literal) {
                for (char c : literal.text().toCharArray()) {
                    out.add(DASHES.indexOf(c) >= 0 ? new Piece.OneOf(DASHES) : new Piece.Literal(String.valueOf(c)));
                }
            } else {
                out.add(piece);
            }
        }
        return SigmaPattern.tidy(out);
    }

    /** Every text that a pattern without wildcards stands for. */
    static List<String> plain(List<Piece> form, RuleNode where) throws RuleRefusedException {
        List<String> texts = List.of("");
        for (Piece piece : form) {
            List<String> longer = new ArrayList<>();
            for (String text : texts) {
                if (piece instanceof Piece.Literal literal) {
                    longer.add(text + literal.text());
                } else if (piece instanceof Piece.OneOf some) {
                    some.characters().chars().forEach(c -> longer.add(text + (char) c));
                } else {
                    throw where.refuse("expected a value without wildcards: base64 has none");
                }
            }
            if (longer.size() > MAX_FORMS) {
                throw where.refuse("expected at most four dashes: base64 knows no alternatives");
            }
            texts = longer;
        }
        return texts;
    }
}
