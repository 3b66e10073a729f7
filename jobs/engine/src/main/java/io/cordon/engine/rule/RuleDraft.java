package io.cordon.engine.rule;

import io.cordon.engine.rule.ParsedRules.Document;
import io.cordon.engine.rule.Rule.Language;
import io.cordon.engine.rule.Rule.Mode;
import java.util.Locale;

/**
 * A YAML document whose kind is known and nothing else.
 *
 * @param fileText the file that it stands in, for places in it
 * @param own the document's own lines
 */
record RuleDraft(Kind kind, String file, RuleNode node, String fileText, String own, Mode mode) {
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
        return new RuleDraft(kind(node), file, node, fileText, own, mode);
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
        RuleNode collection = node.get("action");
        if (collection != null) {
            throw collection.refuse(
                    "expected a rule; Sigma 2 has no 'action' collections, a rule is a document of its own");
        }
        return Kind.SIGMA; // refused there for what it lacks
    }

    Document document(String id) {
        return new Document(id, RuleHead.hash(own), kind == Kind.EQL ? Language.EQL : Language.SIGMA, file, own);
    }

    /** The document of what has no rule's head. */
    Document nameless() throws RuleRefusedException {
        String id = node.textOr("id", "");
        return document(id.isBlank() ? kind.name().toLowerCase(Locale.ROOT) + '-' + RuleHead.hash(own) : id);
    }
}
