package io.cordon.engine.rule;

import io.cordon.engine.rule.ParsedRules.Document;
import io.cordon.engine.rule.Rule.Language;
import io.cordon.engine.rule.Rule.Mode;
import java.util.List;
import java.util.Locale;

/**
 * A YAML document whose kind is known and nothing else.
 *
 * @param fileText the file that it stands in, for places in it
 * @param own the document's own lines
 * @param hash of these
 */
record RuleDraft(Kind kind, String file, RuleNode node, String fileText, String own, String hash, Mode mode) {
    /** What Sigma 1 wrote into a document that was a part of others. */
    private static final List<String> COLLECTIONS = List.of("global", "reset", "repeat");

    /** The taxonomies whose names the catalogue of fields lists. */
    private static final List<String> TAXONOMIES = List.of("sigma", "ecs", "ocsf");

    enum Kind {
        SIGMA,
        EQL,
        CORRELATION,
        FILTER,
        PLACEHOLDERS
    }

    static RuleDraft of(String file, RuleNode node, String fileText, String own, Mode mode)
            throws RuleRefusedException {
        if (!node.isMapping()) {
            throw node.refuse("expected a rule: a mapping with 'detection' (Sigma) or 'query' (EQL)");
        }
        RuleNode action = node.get("action");
        if (action != null && action.isScalar() && COLLECTIONS.contains(action.text())) {
            throw action.refuse(
                    "expected a rule; Sigma 2 has no 'action' collections, a rule is a document of its own");
        }
        Kind kind = kind(node);
        RuleNode taxonomy = kind == Kind.EQL ? null : node.get("taxonomy");
        if (taxonomy != null && !taxonomy.isNull() && !TAXONOMIES.contains(taxonomy.text())) {
            throw taxonomy.refuse("expected one of " + String.join(", ", TAXONOMIES)
                    + ": what another taxonomy's names mean is not known");
        }
        return new RuleDraft(kind, file, node, fileText, own, RuleHead.hash(own), mode);
    }

    private static Kind kind(RuleNode node) throws RuleRefusedException {
        if (node.get("query") != null) {
            return Kind.EQL;
        }
        if (node.get("detection") != null) {
            return Kind.SIGMA;
        }
        for (Kind kind : new Kind[] {Kind.CORRELATION, Kind.FILTER, Kind.PLACEHOLDERS}) {
            if (node.get(kind.name().toLowerCase(Locale.ROOT)) != null) {
                return kind;
            }
        }
        return Kind.SIGMA; // refused there for what it lacks
    }

    /** Where its id stands, or should. */
    RuleNode placeOfId() throws RuleRefusedException {
        RuleNode id = node.get("id");
        return id == null ? node : id;
    }

    Document document(String id) {
        return new Document(id, hash, kind == Kind.EQL ? Language.EQL : Language.SIGMA, file, own);
    }

    /** The document of what has no rule's head. */
    Document nameless() throws RuleRefusedException {
        String id = node.textOr("id", "");
        return document(id.isBlank() ? kind.name().toLowerCase(Locale.ROOT) + '-' + hash : id);
    }
}
