package io.cordon.engine.rule;

import io.cordon.engine.rule.Rule.Language;
import java.util.List;

/**
 * What rule files hold.
 *
 * @param rules those that could be read and linked, each with its own text
 * @param others filters and placeholders: they take part in a set and judge nothing themselves
 * @param silenced rules that say less than their own text, and by what
 * @param errors one for each document that could not be read
 */
public record ParsedRules(List<Sourced> rules, List<Document> others, List<Silenced> silenced, List<RuleError> errors) {
    public ParsedRules {
        rules = List.copyOf(rules);
        others = List.copyOf(others);
        silenced = List.copyOf(silenced);
        errors = List.copyOf(errors);
    }

    /** A rule and the document that it was read from. */
    public record Sourced(Rule rule, Document document) {
        public String text() {
            return document.text();
        }
    }

    /** A rule that a filter keeps from finding some of what it means, or a correlation from raising anything by itself. */
    public record Silenced(Rule rule, Document by) {}

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
