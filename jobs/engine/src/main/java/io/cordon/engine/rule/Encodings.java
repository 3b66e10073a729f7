package io.cordon.engine.rule;

import io.cordon.engine.condition.Predicate.Piece;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The forms that Sigma's encoding modifiers look for. */
final class Encodings {
    /** What Windows tools take for a dash before an option. */
    private static final List<String> DASHES = List.of("-", "/", "\u2013", "\u2014", "\u2015");

    private Encodings() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] utf16(String text, String modifier) {
        return text.getBytes(
                switch (modifier) {
                    case "UTF16BE" -> StandardCharsets.UTF_16BE;
                    case "UTF16" -> StandardCharsets.UTF_16; // with a byte order mark
                    default -> StandardCharsets.UTF_16LE;
                });
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** What stays the same of the base64 of these bytes, whatever stands before and after them, at each of three offsets. */
    static List<String> base64Offsets(byte[] bytes) {
        List<String> forms = new ArrayList<>();
        for (int offset = 0; offset < 3; offset++) {
            byte[] shifted = new byte[offset + bytes.length];
            System.arraycopy(bytes, 0, shifted, offset, bytes.length);
            String encoded = base64(shifted);
            int from = offset == 0 ? 0 : offset + 1;
            int to = encoded.length() - (shifted.length % 3 == 0 ? 0 : 4 - shifted.length % 3);
            forms.add(encoded.substring(from, Math.max(from, to)));
        }
        return forms;
    }

    /** The pattern with the dash or slash that begins an option in each of its forms. */
    static List<List<Piece>> windash(List<Piece> form) {
        List<List<Piece>> forms = new ArrayList<>();
        for (String dash : DASHES) {
            List<Piece> replaced = form.stream()
                    .map(piece -> piece instanceof Piece.Literal literal
                            ? new Piece.Literal(withDash(literal.text(), dash))
                            : piece)
                    .toList();
            if (!forms.contains(replaced)) {
                forms.add(replaced);
            }
        }
        return forms;
    }

    private static String withDash(String text, String dash) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean begins = i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1));
            boolean option = i + 1 < text.length() && isWord(text.charAt(i + 1));
            out.append((c == '-' || c == '/') && begins && option ? dash : String.valueOf(c));
        }
        return out.toString();
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
