package io.cordon.engine.rule;

import io.cordon.engine.rule.Rule.Language;
import java.util.List;

/**
 * What rule files hold.
 *
 * @param rules those that could be read and linked, each with its own text
 * @param others filters and placeholders: they take part in a set and judge nothing themselves
 * @param errors one for each document that could not be read
 */
public record ParsedRules(List<Sourced> rules, List<Document> others, List<RuleError> errors) {
    public ParsedRules {
        rules = List.copyOf(rules);
        others = List.copyOf(others);
        errors = List.copyOf(errors);
    }

    /** A rule and the document that it was read from. */
    public record Sourced(Rule rule, Document document) {
        public String text() {
            return document.text();
        }
    }

    /**
     * One YAML document of a file.
     *
     * @param id unique in a set
     * @param hash SHA-256 of its text, in hex
     * @param file where it stands, for errors
     * @param text the lines of this document alone
     */
    public record Document(String id, String hash, Language language, String file, String text) {}
}
