package io.cordon.engine.rule;

import io.cordon.engine.rule.Rule.Language;
import io.cordon.engine.rule.Rule.Level;
import io.cordon.engine.rule.Rule.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads a rule whose condition is an EQL query. */
final class EqlRuleReader {
    private EqlRuleReader() {}

    static Rule read(RuleNode document, String file, String own, Mode mode) throws RuleRefusedException {
        RuleHead head = RuleHead.read(document, own, "response");
        RuleNode query = document.require("query", "an EQL query");
        EqlParser.Query parsed = parse(query, file);
        return new Rule(
                head.id(),
                head.title(),
                Language.EQL,
                head.hash(),
                head.level(),
                mode,
                head.tactics(),
                head.techniques(),
                parsed.scope(),
                parsed.condition(),
                head.response());
    }

    /** A rule that is nothing but a query; its file names it. */
    static Rule bare(String name, String text, Mode mode) throws RuleRefusedException {
        EqlParser.Query parsed = new EqlParser(new EqlLexer(1, 1, 1).read(text)).query();
        return new Rule(
                name,
                name,
                Language.EQL,
                RuleHead.hash(text),
                Level.MEDIUM,
                mode,
                List.of(),
                List.of(),
                parsed.scope(),
                parsed.condition(),
                Response.DEFAULT);
    }

    private static EqlParser.Query parse(RuleNode query, String file) throws RuleRefusedException {
        String text = query.text();
        EqlLexer placed = place((ScalarNode) query.node(), text, file);
        if (placed != null) {
            return new EqlParser(placed.read(text)).query();
        }
        try {
            return new EqlParser(new EqlLexer(1, 1, 1).read(text)).query();
        } catch (RuleRefusedException e) {
            throw query.refuse(String.valueOf(e.getMessage()));
        }
    }

    /** A lexer that knows where the query stands in the file; null where YAML folds its lines or undoes escapes. */
    private static @Nullable EqlLexer place(ScalarNode query, String text, String file) {
        Mark start = query.getStartMark().orElse(null);
        Mark end = query.getEndMark().orElse(null);
        if (start == null || end == null) {
            return null;
        }
        if (query.getScalarStyle() == ScalarStyle.LITERAL) {
            // The text begins on the line below the bar and is indented as its first line that is not empty.
            int indent = file.lines()
                    .skip(start.getLine() + 1L)
                    .filter(line -> !line.isBlank())
                    .findFirst()
                    .map(line -> line.length() - line.stripLeading().length())
                    .orElse(0);
            return new EqlLexer(start.getLine() + 2, indent + 1, indent + 1);
        }
        int quotes = query.getScalarStyle() == ScalarStyle.PLAIN ? 0 : 1;
        boolean asWritten =
                start.getLine() == end.getLine() && end.getColumn() - start.getColumn() == text.length() + 2 * quotes;
        return asWritten ? new EqlLexer(start.getLine() + 1, start.getColumn() + 1 + quotes, 1) : null;
    }
}
