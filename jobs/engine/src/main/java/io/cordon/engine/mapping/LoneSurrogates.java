package io.cordon.engine.mapping;

/** Finds halves of UTF-16 pairs: they have no UTF-8, so a record with one would not survive being written. */
final class LoneSurrogates {
    private LoneSurrogates() {}

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
