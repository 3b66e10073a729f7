package io.cordon.engine.mapping;

import java.nio.charset.StandardCharsets;

/** Finds halves of UTF-16 pairs: they have no UTF-8, so a record with one would not survive being written. */
final class LoneSurrogates {
    private LoneSurrogates() {}

    /**
     * Whether a JSON document may hold half of a pair: written as an escape, as bytes of UTF-8 that begin with 0xED, or in
     * UTF-16 or UTF-32, where one of the first bytes is zero since a document begins with a brace. The JDK's search in a text of
     * single bytes costs a fraction of looking at each character of each field.
     */
    static boolean possibleIn(byte[] json) {
        String bytes = new String(json, StandardCharsets.ISO_8859_1);
        return bytes.indexOf('\u00ed') >= 0
                || bytes.lastIndexOf(0, 3) >= 0
                || (bytes.contains("\\u") && (bytes.contains("\\ud") || bytes.contains("\\uD")));
    }

    static boolean in(String text) {
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                return true;
            }
        }
        return false;
    }
}
