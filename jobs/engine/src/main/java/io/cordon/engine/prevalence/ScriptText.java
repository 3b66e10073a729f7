package io.cordon.engine.prevalence;

import java.util.Locale;

/** A script's text, by what of it is not a matter of layout. */
final class ScriptText {
    private ScriptText() {}

    /** SHA-256, in hex, of the text in lower case with one space where there are any. */
    static String hash(String text) {
        StringBuilder normalized = new StringBuilder(text.length());
        boolean isSpace = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c)) {
                normalized.append(c);
            } else if (!isSpace) {
                normalized.append(' ');
            }
            isSpace = Character.isWhitespace(c);
        }
        return Artefact.sha256(normalized.toString().stripTrailing().toLowerCase(Locale.ROOT));
    }
}
